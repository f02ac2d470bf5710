"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { signIn } from "next-auth/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { Button } from "@/app/_ui/button";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { TextField } from "@/app/_ui/text-field";
import { useHydrated } from "@/app/_ui/use-hydrated";
import { EmailAddress } from "@/lib/protocol/credentials";
import { authErrorKey } from "./auth-error";

const LinkInput = z.object({ email: EmailAddress });

/** Asks for a sign-in link by mail; the reply is the same whoever asks. */
export function LinkForm(props: { next: string; lead: string; action: string; primary?: boolean }) {
  const { next, lead, action, primary = false } = props;
  const t = useTranslations("auth");
  const hydrated = useHydrated();
  const [failure, setFailure] = useState<ReturnType<typeof authErrorKey>>(null);
  const form = useForm({ resolver: zodResolver(LinkInput), defaultValues: { email: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ email }) => {
    setFailure(null);
    const result = await signIn("email", { email, redirect: false, callbackUrl: next }).catch(
      () => undefined,
    );
    if (result?.ok && !result.error) window.location.assign("/check-mail");
    else setFailure(authErrorKey(result?.error ?? "EmailSignin"));
  });
  return (
    <form
      noValidate
      onSubmit={submit}
      method="post"
      className={primary ? "flex flex-col gap-5" : "mt-8 flex flex-col gap-3 border-t border-line pt-6"}
    >
      <p className="text-sm text-ink-soft">{lead}</p>
      <ErrorNotice message={failure && t(`error.${failure}`)} />
      <TextField
        label={t("field.email")}
        hideLabel={!primary}
        placeholder={primary ? undefined : "mina@example.org"}
        type="email"
        inputMode="email"
        autoComplete="username"
        error={errors.email && t("field.emailInvalid")}
        {...form.register("email")}
      />
      <Button
        type="submit"
        variant={primary ? "primary" : "secondary"}
        size={primary ? "large" : "medium"}
        disabled={!hydrated}
        pending={isSubmitting}
      >
        {action}
      </Button>
    </form>
  );
}
