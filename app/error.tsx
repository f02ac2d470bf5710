"use client";

import { useTranslations } from "next-intl";
import { BlankWall } from "./_ui/blank-wall";
import { Button } from "./_ui/button";
import { LinkButton } from "./_ui/link-button";

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations("errors.page");
  const common = useTranslations("common");
  return (
    <main id="main" className="flex min-h-dvh items-center px-4 sm:px-8">
      <BlankWall title={t("errorTitle")} body={t("errorBody")}>
        <Button variant="primary" onClick={reset}>
          {common("retry")}
        </Button>
        <LinkButton href="/" variant="quiet">
          {t("notFoundHome")}
        </LinkButton>
        {error.digest && (
          <p className="w-full pt-2 font-mono text-xs text-ink-faint">
            {t("errorDigest", { digest: error.digest })}
          </p>
        )}
      </BlankWall>
    </main>
  );
}
