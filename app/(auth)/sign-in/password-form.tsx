"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { Button } from "@/app/_ui/button";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { TextField } from "@/app/_ui/text-field";
import { useHydrated } from "@/app/_ui/use-hydrated";
import { SignInInput } from "@/lib/protocol/credentials";
import { enterWithPassword } from "../_parts/enter";
import { PasswordField } from "../_parts/password-field";

/** Address and password; a refusal keeps what was typed. */
export function PasswordForm({ next }: { next: string }) {
  const t = useTranslations("auth");
  const hydrated = useHydrated();
  const [failure, setFailure] = useState<"refused" | "tooMany" | "offline" | null>(null);
  const [entered, setEntered] = useState(false);
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(SignInInput),
    defaultValues: { email: "", password: "" },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async (input) => {
    setFailure(null);
    const result = await enterWithPassword({ ...input, next }).catch(() => "offline" as const);
    if (result === "entered") setEntered(true);
    else setFailure(result);
  });
  const errorsOf = useTranslations("errors.code");
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5" method="post">
      <ErrorNotice
        message={failure && (failure === "offline" ? errorsOf("offline") : t(`error.${failure}`))}
      />
      <TextField
        label={t("field.email")}
        type="email"
        inputMode="email"
        autoComplete="username"
        error={errors.email && t("field.emailInvalid")}
        {...register("email")}
      />
      <PasswordField
        label={t("field.password")}
        autoComplete="current-password"
        error={errors.password && t("field.passwordMissing")}
        {...register("password")}
      />
      <Button
        type="submit"
        variant="primary"
        size="large"
        disabled={!hydrated}
        pending={isSubmitting || entered}
      >
        {t("signIn.action")}
      </Button>
    </form>
  );
}
