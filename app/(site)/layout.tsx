import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { SkipLink } from "../_shell/skip-link";
import { SiteFooter } from "./_parts/site-footer";
import { SiteHeader } from "./_parts/site-header";

export default async function SiteLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("shell");
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink label={t("skip")} />
      <SiteHeader />
      <main id="main" tabIndex={-1} className="flex grow flex-col outline-none">
        {children}
      </main>
      <SiteFooter />
    </div>
  );
}
