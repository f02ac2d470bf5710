import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { formats } from "./formats";
import { DEFAULT_LOCALE, isLocale, LOCALE_COOKIE, type Locale, localeOfAcceptLanguage } from "./locale";
import { type Messages, messagesOf } from "./messages";

// Makes `useTranslations("ns")("key")` and its arguments checked by the compiler.
declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
    Formats: typeof formats;
  }
}

export default getRequestConfig(async () => {
  const locale = await requestLocale();
  return { locale, messages: messagesOf(locale), formats, timeZone: "UTC" };
});

async function requestLocale(): Promise<Locale> {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value;
  if (isLocale(chosen)) return chosen;
  return (
    (await savedLocale()) ??
    localeOfAcceptLanguage((await headers()).get("accept-language")) ??
    DEFAULT_LOCALE
  );
}

async function savedLocale(): Promise<Locale | null> {
  try {
    // Imported late: the router's modules load asynchronously, and next-intl, which imports this file, must not.
    const { caller } = await import("../_trpc/server");
    const api = await caller();
    const { user } = await api.identity.me();
    return isLocale(user?.locale) ? user.locale : null;
  } catch {
    // The error page needs a language too, also when the database is what broke.
    return null;
  }
}
