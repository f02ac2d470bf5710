import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { caller } from "@/app/_trpc/server";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { authErrorKey } from "../_parts/auth-error";
import { AuthHeading } from "../_parts/auth-heading";
import { LinkForm } from "../_parts/link-form";
import { OtherWays } from "../_parts/other-ways";
import { returnPath } from "../_parts/return-path";
import { PasswordForm } from "./password-form";
import { StillSignedIn } from "./still-signed-in";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.signIn"))("title") };
}

type Search = { next?: string; error?: string };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const errorKey = authErrorKey(search.error);
  // Who has an account already goes to where the other service can be connected to it.
  const next = errorKey === "notLinked" ? "/account" : await returnPath(search);
  const api = await caller();
  const [me, methods] = await Promise.all([api.identity.me(), api.identity.signInMethods()]);
  if (me.user && errorKey) return <StillSignedIn name={me.user.name} errorKey={errorKey} next={next} />;
  if (me.user) redirect(next);
  const t = await getTranslations("auth");
  return (
    <>
      <AuthHeading title={t("signIn.title")}>{t("signIn.lead")}</AuthHeading>
      {errorKey && (
        <div className="mb-5">
          <ErrorNotice message={t(`error.${errorKey}`)} />
        </div>
      )}
      <PasswordForm next={next} />
      <p className="mt-4 mb-3 text-sm">
        <Link href="/forgot-password" className="text-ink-soft underline underline-offset-3 hover:text-ink">
          {t("signIn.forgot")}
        </Link>
      </p>
      {methods.link && <LinkForm next={next} lead={t("signIn.linkLead")} action={t("signIn.linkAction")} />}
      <OtherWays providers={methods.providers} next={next} />
      <p className="mt-8 text-sm text-ink-soft">
        {t.rich("signIn.other", {
          link: (chunks) => (
            <Link
              href={`/sign-up?next=${encodeURIComponent(next)}`}
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
