"use client";

import { useRouter } from "next/navigation";
import { useLocale } from "next-intl";
import { useTransition } from "react";
import { LOCALE_COOKIE, type Locale } from "@/app/_i18n/locale";
import { useTRPCClient } from "@/app/_trpc/client";

const YEAR_S = 365 * 24 * 60 * 60;

/** The language of the site and a way to change it: kept in a cookie on this device, and in the account of whoever is signed in. */
export function useLocaleChoice({ isSignedIn = false }: { isSignedIn?: boolean } = {}) {
  const client = useTRPCClient();
  const router = useRouter();
  const locale = useLocale();
  const [pending, startTransition] = useTransition();
  function choose(next: Locale) {
    document.cookie = `${LOCALE_COOKIE}=${next}; path=/; max-age=${YEAR_S}; samesite=lax`;
    startTransition(async () => {
      // The cookie has done the work already; the account only carries the choice to other devices.
      if (isSignedIn) await client.identity.updateProfile.mutate({ locale: next }).catch(() => undefined);
      router.refresh();
    });
  }
  return { locale, choose, pending };
}
