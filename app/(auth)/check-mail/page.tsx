import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/app/_ui/link-button";
import { AuthHeading } from "../_parts/auth-heading";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.checkMail"))("title") };
}

export default async function CheckMailPage({ searchParams }: { searchParams: Promise<{ for?: string }> }) {
  const t = await getTranslations("auth.checkMail");
  const isForPassword = (await searchParams).for === "password";
  return (
    <>
      <AuthHeading title={t("title")}>{isForPassword ? t("bodyPassword") : t("body")}</AuthHeading>
      <p className="mb-6 text-sm text-ink-soft">{t("nothing")}</p>
      <LinkButton href="/sign-in" className="self-start">
        {t("again")}
      </LinkButton>
    </>
  );
}
