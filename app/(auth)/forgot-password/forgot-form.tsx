"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { Form } from "@/app/_ui/form";
import { TextField } from "@/app/_ui/text-field";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { EmailAddress } from "@/lib/protocol/credentials";

const Forgot = z.object({ email: EmailAddress });

/** Asks for a link to a new password; the reply is the same whoever asks. */
export function ForgotForm() {
  const t = useTranslations("auth");
  const wording = useErrorMessage();
  const locale = useLocale();
  const trpc = useTRPC();
  const ask = useMutation(
    trpc.identity.forgotPassword.mutationOptions({
      onSuccess: () => window.location.assign("/check-mail?for=password"),
    }),
  );
  const form = useForm({ resolver: zodResolver(Forgot), defaultValues: { email: "" } });
  const { errors } = form.formState;
  return (
    <Form
      noValidate
      method="post"
      className="flex flex-col gap-5"
      onSubmit={form.handleSubmit(({ email }) => ask.mutate({ email, locale }))}
    >
      <ErrorNotice message={ask.error && wording(ask.error)} />
      <TextField
        label={t("field.email")}
        type="email"
        inputMode="email"
        autoComplete="username"
        error={errors.email && t("field.emailInvalid")}
        {...form.register("email")}
      />
      <Button type="submit" variant="primary" size="large" pending={ask.isPending || ask.isSuccess}>
        {t("forgot.action")}
      </Button>
    </Form>
  );
}
