"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { NewPassword } from "@/lib/protocol/credentials";
import { enterWithPassword } from "../_parts/enter";
import { PasswordField } from "../_parts/password-field";
import { useFragment } from "../_parts/use-fragment";

const Reset = z.object({ next: NewPassword });

/** Sets the password that the mailed link allows, and signs in with it. */
export function ResetForm() {
  const t = useTranslations("auth");
  const wording = useErrorMessage();
  const secret = useFragment();
  const trpc = useTRPC();
  const reset = useMutation(trpc.identity.resetPassword.mutationOptions());
  const form = useForm({ resolver: zodResolver(Reset), defaultValues: { next: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ next }) => {
    const done = await reset.mutateAsync({ secret: secret || "none", next }).catch(() => null);
    if (!done) return;
    const entered = await enterWithPassword({ email: done.email, password: next, next: "/teams" }).catch(
      () => "refused",
    );
    // The password is set in any case; where signing in at once does not work, its page does.
    if (entered !== "entered") window.location.assign("/sign-in");
  });
  return (
    <form noValidate method="post" className="flex flex-col gap-5" onSubmit={submit}>
      <ErrorNotice
        message={secret === "" ? t("reset.missing") : reset.error && wording(reset.error)}
        action={
          <Link href="/forgot-password" className="font-medium underline underline-offset-3">
            {t("reset.again")}
          </Link>
        }
      />
      <PasswordField
        label={t("reset.next")}
        hint={t("field.passwordHint")}
        autoComplete="new-password"
        error={errors.next && t("field.passwordShort")}
        {...form.register("next")}
      />
      <Button
        type="submit"
        variant="primary"
        size="large"
        disabled={!secret}
        pending={isSubmitting || reset.isSuccess}
      >
        {t("reset.action")}
      </Button>
    </form>
  );
}
