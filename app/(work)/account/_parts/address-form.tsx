"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { Form } from "@/app/_ui/form";
import { TextField } from "@/app/_ui/text-field";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { PasswordField } from "@/app/(auth)/_parts/password-field";
import { EmailAddress, MoveAddressInput } from "@/lib/protocol/credentials";

const Move = z.object({ email: EmailAddress, password: MoveAddressInput.shape.password });

/** Moves the account to another address: at once, or once the mail there has been answered. */
export function AddressForm({ hasPassword }: { hasPassword: boolean }) {
  const t = useTranslations("account.address");
  const wording = useErrorMessage();
  const router = useRouter();
  const locale = useLocale();
  const trpc = useTRPC();
  const [mailedTo, setMailedTo] = useState<string | null>(null);
  const move = useMutation(trpc.identity.moveAddress.mutationOptions());
  const form = useForm({ resolver: zodResolver(Move), defaultValues: { email: "", password: "" } });
  const { errors, isDirty, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    setMailedTo(null);
    const moved = await move.mutateAsync({ ...input, locale }).catch(() => null);
    if (!moved) return;
    form.reset();
    if (moved.mailed) return setMailedTo(input.email);
    toast(t("moved", { email: input.email }));
    router.refresh();
  });
  return (
    <Form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <ErrorNotice message={move.error && wording(move.error)} />
      {mailedTo && (
        <p role="status" className="rounded-md border border-line bg-sunk px-3 py-2.5 text-sm">
          {t("mailed", { email: mailedTo })}
        </p>
      )}
      <TextField
        label={t("new")}
        type="email"
        inputMode="email"
        autoComplete="off"
        error={errors.email && t("invalid")}
        {...form.register("email")}
      />
      {hasPassword && (
        <PasswordField label={t("password")} autoComplete="current-password" {...form.register("password")} />
      )}
      <Button type="submit" className="self-start" disabled={!isDirty} pending={isSubmitting}>
        {t("change")}
      </Button>
    </Form>
  );
}
