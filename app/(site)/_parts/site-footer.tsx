import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PreferenceChoices } from "@/app/_shell/preference-choices";

/** The quiet end of every public page. */
export async function SiteFooter() {
  const t = await getTranslations("landing.footer");
  return (
    <footer className="mt-auto flex flex-wrap items-center justify-between gap-x-8 gap-y-3 border-t border-line px-4 py-4 text-sm text-ink-soft sm:px-8">
      <p className="flex flex-wrap items-center gap-x-4">
        <span>{t("line")}</span>
        <Link
          href="/credits"
          className="inline-flex min-h-6 items-center underline underline-offset-3 hover:text-ink"
        >
          {t("credits")}
        </Link>
      </p>
      <PreferenceChoices />
    </footer>
  );
}
