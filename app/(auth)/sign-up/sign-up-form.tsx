"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { TextField } from "@/app/_ui/text-field";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { useHydrated } from "@/app/_ui/use-hydrated";
import { SignUpInput } from "@/lib/protocol/credentials";
import { enterWithPassword } from "../_parts/enter";
import { PasswordField } from "../_parts/password-field";

/** Opens an account and signs in with it; a refusal keeps what was typed. */
export function SignUpForm({ next }: { next: string }) {
  const t = useTranslations("auth");
  const hydrated = useHydrated();
  const wording = useErrorMessage();
  const trpc = useTRPC();
  const signUp = useMutation(trpc.identity.signUp.mutationOptions());
  const [failure, setFailure] = useState<string | null>(null);
  const [entered, setEntered] = useState(false);
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(SignUpInput),
    defaultValues: { name: "", email: "", password: "" },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async (input) => {
    setFailure(null);
    try {
      await signUp.mutateAsync(input);
      const result = await enterWithPassword({ ...input, next });
      if (result === "entered") setEntered(true);
      else setFailure(t(`error.${result}`));
    } catch (error) {
      setFailure(wording(error));
    }
  });
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5" method="post">
      <ErrorNotice message={failure} />
      <TextField
        label={t("field.name")}
        hint={t("field.nameHint")}
        autoComplete="name"
        error={errors.name && t("field.nameMissing")}
        {...register("name")}
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
        hint={t("field.passwordHint")}
        autoComplete="new-password"
        error={errors.password && t("field.passwordShort")}
        {...register("password")}
      />
      <Button
        type="submit"
        variant="primary"
        size="large"
        disabled={!hydrated}
        pending={isSubmitting || entered}
      >
        {t("signUp.action")}
      </Button>
    </form>
  );
}
