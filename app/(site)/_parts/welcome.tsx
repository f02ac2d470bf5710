import { getTranslations } from "next-intl/server";
import { caller } from "@/app/_trpc/server";
import { LinkButton } from "@/app/_ui/link-button";

/** What stands first on a server that has no quiz: what this is, and the way in. */
export async function Welcome() {
  const t = await getTranslations("landing");
  const api = await caller();
  const { user } = await api.identity.me();
  return (
    <div className="flex max-w-3xl flex-col gap-5 py-8 sm:py-16">
      <h1 className="display text-3xl text-balance sm:text-5xl">{t("welcome.title")}</h1>
      <p className="max-w-prose text-lg text-ink-soft">{t("welcome.lead")}</p>
      <div className="flex flex-wrap gap-2">
        <LinkButton href={user ? "/teams" : "/sign-up"} variant="primary" size="large">
          {user ? t("nav.work") : t("welcome.begin")}
        </LinkButton>
        {!user && (
          <LinkButton href="/sign-in" size="large">
            {t("nav.signIn")}
          </LinkButton>
        )}
      </div>
    </div>
  );
}
