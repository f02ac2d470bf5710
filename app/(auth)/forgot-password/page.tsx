import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { caller } from "@/app/_trpc/server";
import { AuthHeading } from "../_parts/auth-heading";
import { ForgotForm } from "./forgot-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.forgot"))("title") };
}

export default async function ForgotPasswordPage() {
  const t = await getTranslations("auth.forgot");
  const api = await caller();
  const { link: canMail } = await api.identity.signInMethods();
  return (
    <>
      <AuthHeading title={t("title")}>{canMail ? t("lead") : t("leadNoMail")}</AuthHeading>
      {canMail && <ForgotForm />}
      <p className="mt-8 text-sm">
        <Link href="/sign-in" className="font-medium text-pigment underline underline-offset-3">
          {t("back")}
        </Link>
      </p>
    </>
  );
}
