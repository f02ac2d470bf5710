import { useTranslations } from "next-intl";
import { LinkButton } from "@/app/_ui/link-button";

/** What stands first on a server that has no quiz. */
export function Welcome() {
  const t = useTranslations("landing");
  return (
    <div className="flex max-w-3xl flex-col gap-5 py-8 sm:py-16">
      <h1 className="display text-3xl text-balance sm:text-5xl">{t("welcome.title")}</h1>
      <p className="max-w-prose text-lg text-ink-soft">{t("welcome.lead")}</p>
      <div className="flex flex-wrap gap-2">
        <LinkButton href="/sign-up" variant="primary" size="large">
          {t("welcome.begin")}
        </LinkButton>
        <LinkButton href="/sign-in" size="large">
          {t("nav.signIn")}
        </LinkButton>
      </div>
    </div>
  );
}
