import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { caller } from "@/app/_trpc/server";
import { safeReturnPath } from "@/lib/return-path";
import { AuthHeading } from "../_parts/auth-heading";
import { LinkForm } from "../_parts/link-form";
import { OtherWays } from "../_parts/other-ways";
import { SignUpForm } from "./sign-up-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.signUp"))("title") };
}

export default async function SignUpPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const next = safeReturnPath((await searchParams).next, "/teams");
  const api = await caller();
  const [me, methods] = await Promise.all([api.identity.me(), api.identity.signInMethods()]);
  if (me.user) redirect(next);
  const t = await getTranslations("auth");
  return (
    <>
      <AuthHeading title={t("signUp.title")}>
        {t(methods.firstAccount ? "signUp.firstAdmin" : "signUp.lead")}
      </AuthHeading>
      {methods.link ? (
        <LinkForm primary next={next} lead={t("signUp.linkLead")} action={t("signUp.linkAction")} />
      ) : (
        <SignUpForm next={next} />
      )}
      <OtherWays providers={methods.providers} next={next} />
      <p className="mt-8 text-sm text-ink-soft">
        {t.rich("signUp.other", {
          link: (chunks) => (
            <Link
              href={`/sign-in?next=${encodeURIComponent(next)}`}
              className="font-medium text-pigment underline underline-offset-3"
            >
              {chunks}
            </Link>
          ),
        })}
      </p>
    </>
  );
}
