import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { caller } from "@/app/_trpc/server";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { safeReturnPath } from "@/lib/return-path";
import { authErrorKey } from "../_parts/auth-error";
import { AuthHeading } from "../_parts/auth-heading";
import { LinkForm } from "../_parts/link-form";
import { OtherWays } from "../_parts/other-ways";
import { PasswordForm } from "./password-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.signIn"))("title") };
}

type Search = { next?: string; callbackUrl?: string; error?: string };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const next = safeReturnPath(search.next, "/teams");
  const api = await caller();
  const [me, methods] = await Promise.all([api.identity.me(), api.identity.signInMethods()]);
  if (me.user && !search.error) redirect(next);
  const t = await getTranslations("auth");
  const errorKey = authErrorKey(search.error);
  return (
    <>
      <AuthHeading title={t("signIn.title")}>{t("signIn.lead")}</AuthHeading>
      {errorKey && (
        <div className="mb-5">
          <ErrorNotice message={t(`error.${errorKey}`)} />
        </div>
      )}
      <PasswordForm next={next} />
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
