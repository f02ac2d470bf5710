"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { startTransition } from "react";
import { BlankWall } from "../_ui/blank-wall";
import { Button } from "../_ui/button";
import { LinkButton } from "../_ui/link-button";

export interface BrokenProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** What stands where a page broke; the frame around it stays, and so does everything saved. */
export function Broken({ error, reset }: BrokenProps) {
  const t = useTranslations("errors.page");
  const common = useTranslations("common");
  const router = useRouter();
  // `reset` alone would draw the same failed server answer again.
  function retry() {
    startTransition(() => {
      router.refresh();
      reset();
    });
  }
  return (
    <BlankWall title={t("errorTitle")} body={t("errorBody")}>
      <Button variant="primary" onClick={retry}>
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
  );
}
