import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Brand } from "./_shell/brand";
import { PreferenceChoices } from "./_shell/preference-choices";
import { BlankWall } from "./_ui/blank-wall";
import { LinkButton } from "./_ui/link-button";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("errors.page");
  return { title: t("notFoundTitle") };
}

export default async function NotFound() {
  const t = await getTranslations("errors.page");
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-14 items-center px-4 sm:px-8">
        <Brand />
      </header>
      <main id="main" className="flex grow items-center px-4 sm:px-8">
        <BlankWall title={t("notFoundTitle")} body={t("notFoundBody")}>
          <LinkButton href="/" variant="primary">
            {t("notFoundHome")}
          </LinkButton>
          <LinkButton href="/sign-in" variant="quiet">
            {t("notFoundSignIn")}
          </LinkButton>
        </BlankWall>
      </main>
      <footer className="flex justify-end px-4 py-4 sm:px-8">
        <PreferenceChoices />
      </footer>
    </div>
  );
}
