import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuthHeading } from "../_parts/auth-heading";
import { ResetForm } from "./reset-form";

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await getTranslations("auth.reset"))("title"),
    referrer: "no-referrer",
    robots: { index: false },
  };
}

export default async function ResetPasswordPage() {
  const t = await getTranslations("auth.reset");
  return (
    <>
      <AuthHeading title={t("title")}>{t("lead")}</AuthHeading>
      <ResetForm />
    </>
  );
}
