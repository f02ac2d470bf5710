"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/button";
import { LinkButton } from "@/app/_ui/link-button";
import { AuthHeading } from "../_parts/auth-heading";
import { useFragment } from "../_parts/use-fragment";

/** One press between a mailed link and the session: programs that only look at links do not use them up. */
export function EnterCard({ me }: { me: { name: string; email: string } | null }) {
  const t = useTranslations("auth.enter");
  const fragment = useFragment();
  const [leaving, setLeaving] = useState(false);
  if (fragment === undefined) return <AuthHeading title={t("title")} />;
  const link = new URLSearchParams(fragment);
  const email = link.get("email");
  if (!email || !link.get("token")) {
    return (
      <>
        <div role="alert">
          <AuthHeading title={t("brokenTitle")}>{t("broken")}</AuthHeading>
        </div>
        <LinkButton href="/sign-in" className="self-start">
          {t("askAgain")}
        </LinkButton>
      </>
    );
  }
  function enter() {
    setLeaving(true);
    window.location.replace(`/api/auth/callback/email?${link}`);
  }
  return (
    <>
      <AuthHeading title={t("title")}>{t("lead")}</AuthHeading>
      <p className="mb-6 text-md font-medium break-all">{email}</p>
      {me && me.email !== email && (
        <p className="mb-6 text-sm text-ink-soft">{t("other", { name: me.name })}</p>
      )}
      <Button variant="primary" size="large" pending={leaving} onClick={enter}>
        {t("action")}
      </Button>
    </>
  );
}
