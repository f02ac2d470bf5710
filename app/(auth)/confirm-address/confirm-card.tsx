"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { LinkButton } from "@/app/_ui/link-button";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { AuthHeading } from "../_parts/auth-heading";
import { useFragment } from "../_parts/use-fragment";

/** Moves the account to the address whose link this is, after one press. */
export function ConfirmCard() {
  const t = useTranslations("auth.confirm");
  const wording = useErrorMessage();
  const secret = useFragment();
  const trpc = useTRPC();
  const confirm = useMutation(trpc.identity.confirmNewAddress.mutationOptions());
  if (confirm.data) {
    return (
      <div role="status">
        <AuthHeading title={t("doneTitle")}>{t("done", { email: confirm.data.email })}</AuthHeading>
        <LinkButton href="/account" variant="primary" size="large">
          {t("toAccount")}
        </LinkButton>
      </div>
    );
  }
  return (
    <>
      <AuthHeading title={t("title")}>{t("lead")}</AuthHeading>
      <div className="flex flex-col gap-5">
        <ErrorNotice message={secret === "" ? t("missing") : confirm.error && wording(confirm.error)} />
        <Button
          variant="primary"
          size="large"
          disabled={!secret}
          pending={confirm.isPending}
          onClick={() => secret && confirm.mutate({ secret })}
        >
          {t("action")}
        </Button>
      </div>
    </>
  );
}
