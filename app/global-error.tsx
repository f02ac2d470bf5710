"use client";

import { DEFAULT_LOCALE, isLocale, LOCALE_COOKIE } from "./_i18n/locale";
import en from "./_i18n/messages/en/errors.json";
import ko from "./_i18n/messages/ko/errors.json";
import { BlankWall } from "./_ui/blank-wall";
import { Button } from "./_ui/button";
import "./globals.css";

// The root layout itself broke, so no provider is there to ask: the words come straight from the files.
const WORDS = {
  en: { page: en.page, retry: "Try again" },
  ko: { page: ko.page, retry: "다시 시도" },
};

export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const locale = localeOfCookie();
  const { page, retry } = WORDS[locale];
  return (
    <html lang={locale}>
      <body>
        <title>{page.errorTitle}</title>
        <main className="flex min-h-dvh items-center px-4 sm:px-8">
          <BlankWall title={page.errorTitle} body={page.errorBody}>
            <Button variant="primary" onClick={reset}>
              {retry}
            </Button>
            {error.digest && (
              <p className="w-full font-mono text-xs text-ink-faint">
                {page.errorDigest.replace("{digest}", error.digest)}
              </p>
            )}
          </BlankWall>
        </main>
      </body>
    </html>
  );
}

function localeOfCookie() {
  if (typeof document === "undefined") return DEFAULT_LOCALE;
  const value = new RegExp(`${LOCALE_COOKIE}=(\\w+)`).exec(document.cookie)?.[1];
  return isLocale(value) ? value : DEFAULT_LOCALE;
}
