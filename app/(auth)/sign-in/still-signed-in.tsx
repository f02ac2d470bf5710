import { useTranslations } from "next-intl";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { LinkButton } from "@/app/_ui/link-button";
import type { authErrorKey } from "../_parts/auth-error";
import { AuthHeading } from "../_parts/auth-heading";

type ErrorKey = NonNullable<ReturnType<typeof authErrorKey>>;

/** For somebody whose try to connect another service, or to sign in once more, failed: their session goes on. */
export function StillSignedIn(props: { name: string; errorKey: ErrorKey; next: string }) {
  const t = useTranslations("auth");
  const { name, next } = props;
  const message = props.errorKey === "notLinked" ? t("error.linkedElsewhere") : t(`error.${props.errorKey}`);
  return (
    <>
      <AuthHeading title={t("signIn.stillTitle")}>{t("signIn.still", { name })}</AuthHeading>
      <div className="mb-6">
        <ErrorNotice message={message} />
      </div>
      <LinkButton href={next} variant="primary" size="large" className="self-start">
        {t("signIn.stillBack")}
      </LinkButton>
    </>
  );
}
