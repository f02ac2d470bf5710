"use client";

import { useRouter } from "next/navigation";
import { useLocale } from "next-intl";
import { useTransition } from "react";
import { LOCALE_COOKIE, type Locale } from "@/app/_i18n/locale";

const YEAR_S = 365 * 24 * 60 * 60;

/** The language of the site and a way to change it, kept in a cookie on this device. */
export function useLocaleChoice() {
  const router = useRouter();
  const locale = useLocale();
  const [pending, startTransition] = useTransition();
  function choose(next: Locale) {
    document.cookie = `${LOCALE_COOKIE}=${next}; path=/; max-age=${YEAR_S}; samesite=lax`;
    startTransition(() => router.refresh());
  }
  return { locale, choose, pending };
}
