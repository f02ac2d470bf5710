"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { Form } from "@/app/_ui/form";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { PasswordField } from "@/app/(auth)/_parts/password-field";
import { ChangePasswordInput, Password } from "@/lib/protocol/credentials";

const Change = ChangePasswordInput.extend({ current: Password });

/** Changes the password, or sets the first one. */
export function PasswordForm({ email, hasPassword }: { email: string; hasPassword: boolean }) {
  const t = useTranslations("account.password");
  const wording = useErrorMessage();
  const router = useRouter();
  const queries = useQueryClient();
  const trpc = useTRPC();
  const change = useMutation(trpc.identity.changePassword.mutationOptions());
  const form = useForm({
    resolver: zodResolver(hasPassword ? Change : ChangePasswordInput),
    defaultValues: { current: "", next: "" },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    const changed = await change.mutateAsync(input).then(
      () => true,
      () => false,
    );
    if (!changed) return;
    form.reset();
    toast(t("done"));
    await queries.invalidateQueries(trpc.identity.sessions.queryFilter());
    router.refresh();
  });
  return (
    <Form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <ErrorNotice message={change.error && wording(change.error)} />
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      {hasPassword && (
        <PasswordField
          label={t("current")}
          autoComplete="current-password"
          error={errors.current && t("currentMissing")}
          {...form.register("current")}
        />
      )}
      <PasswordField
        label={t("new")}
        hint={t("hint")}
        autoComplete="new-password"
        error={errors.next && t("short")}
        {...form.register("next")}
      />
      <Button type="submit" className="self-start" pending={isSubmitting}>
        {hasPassword ? t("change") : t("set")}
      </Button>
    </Form>
  );
}
