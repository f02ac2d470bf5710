export const LOCALES = ["en", "ko"] as const;
export type Locale = (typeof LOCALES)[number];

export const DEFAULT_LOCALE: Locale = "en";

/** Holds the language a person chose on this device; readable by scripts, since the switch sets it. */
export const LOCALE_COOKIE = "atelier-locale";

/** A language's own name for itself, as the switch shows it. */
export const LOCALE_NAMES: Record<Locale, string> = { en: "English", ko: "한국어" };

/** Whether `value` is one of the site's languages. */
export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value);
}

/** The best of the site's languages for an Accept-Language header (RFC 9110 §12.5.4), or null when none fits. */
export function localeOfAcceptLanguage(header: string | null): Locale | null {
  const wanted = (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find(Boolean);
      return { language: tag.toLowerCase().split("-")[0], quality: quality ? Number(quality) : 1 };
    })
    .filter((entry) => entry.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wanted) if (isLocale(language)) return language;
  return null;
}
