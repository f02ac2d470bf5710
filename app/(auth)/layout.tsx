import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Brand } from "../_shell/brand";
import { PreferenceChoices } from "../_shell/preference-choices";
import { SkipLink } from "../_shell/skip-link";
import { NorthLight } from "./_parts/north-light";

export default async function AuthLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("shell");
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(30rem,5fr)_7fr]">
      <SkipLink label={t("skip")} />
      <div className="flex flex-col px-5 py-5 sm:px-10">
        <header>
          <Brand />
        </header>
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto flex w-full max-w-sm grow flex-col justify-center py-12 outline-none"
        >
          {children}
        </main>
        <footer className="-ml-3">
          <PreferenceChoices />
        </footer>
      </div>
      <NorthLight />
    </div>
  );
}
