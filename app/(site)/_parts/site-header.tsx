import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Brand } from "@/app/_shell/brand";
import { caller } from "@/app/_trpc/server";
import { LinkButton } from "@/app/_ui/link-button";

/** Brand at the left; play, and one's workshop or the door to it, at the right. */
export async function SiteHeader() {
  const t = await getTranslations("landing");
  const api = await caller();
  const { user } = await api.identity.me();
  return (
    <header className="flex h-14 items-center justify-between gap-4 px-4 sm:px-8">
      <Brand />
      <nav aria-label={t("nav.label")} className="flex items-center gap-1 sm:gap-2">
        <Link
          href="/quiz"
          className="inline-flex h-8 items-center px-2.5 text-sm text-ink-soft hover:text-ink"
        >
          {t("nav.play")}
        </Link>
        {user ? (
          <LinkButton href="/teams">{t("nav.work")}</LinkButton>
        ) : (
          <>
            <Link
              href="/sign-in"
              className="inline-flex h-8 items-center px-2.5 text-sm text-ink-soft hover:text-ink"
            >
              {t("nav.signIn")}
            </Link>
            <LinkButton href="/sign-up">{t("nav.signUp")}</LinkButton>
          </>
        )}
      </nav>
    </header>
  );
}
