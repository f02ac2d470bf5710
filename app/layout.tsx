import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { publicMessagesOf } from "./_i18n/messages";
import { TRPCProvider } from "./_trpc/client";
import { ServerClock } from "./_ui/server-clock";
import { ThemeProvider } from "./_ui/theme-provider";
import { Toaster } from "./_ui/toaster";
import { fontVariables } from "./fonts";
import "./fonts.css";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("landing");
  return {
    // Cards of shared links need whole addresses; the launcher or the operator says which is public.
    metadataBase: new URL(process.env.NEXTAUTH_URL ?? "http://localhost:3000"),
    title: { default: "Atelier", template: "%s · Atelier" },
    description: t("description"),
    applicationName: "Atelier",
    openGraph: { siteName: "Atelier", type: "website", locale: await getLocale() },
    twitter: { card: "summary_large_image" },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f3ec" },
    { media: "(prefers-color-scheme: dark)", color: "#10131c" },
  ],
  viewportFit: "cover",
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await getLocale();
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang={locale} className={fontVariables} suppressHydrationWarning>
      <body>
        <NextIntlClientProvider messages={publicMessagesOf(locale)}>
          <ThemeProvider nonce={nonce}>
            <ServerClock serverNowMs={Date.now()}>
              <TRPCProvider>
                {children}
                <Toaster />
              </TRPCProvider>
            </ServerClock>
          </ThemeProvider>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
