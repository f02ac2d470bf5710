import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/app/_ui/link-button";
import { AuthHeading } from "../_parts/auth-heading";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.checkMail"))("title") };
}

export default async function CheckMailPage() {
  const t = await getTranslations("auth.checkMail");
  return (
    <>
      <AuthHeading title={t("title")}>{t("body")}</AuthHeading>
      <p className="mb-6 text-sm text-ink-soft">{t("nothing")}</p>
      <LinkButton href="/sign-in" className="self-start">
        {t("again")}
      </LinkButton>
    </>
  );
}
