import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Brand } from "./_shell/brand";
import { Missing } from "./_shell/missing";
import { PreferenceChoices } from "./_shell/preference-choices";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("errors.page");
  return { title: t("notFoundTitle") };
}

export default function NotFound() {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-14 items-center px-4 sm:px-8">
        <Brand />
      </header>
      <main id="main" className="flex grow items-center px-4 sm:px-8">
        <Missing />
      </main>
      <footer className="flex justify-end px-4 py-4 sm:px-8">
        <PreferenceChoices />
      </footer>
    </div>
  );
}
