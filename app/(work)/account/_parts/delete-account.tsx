"use client";

import { useMutation } from "@tanstack/react-query";
import { signOut } from "next-auth/react";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { TextField } from "@/app/_ui/text-field";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { PasswordField } from "@/app/(auth)/_parts/password-field";

/** Deletes the account after the address was typed and the password given. */
export function DeleteAccount({ email, hasPassword }: { email: string; hasPassword: boolean }) {
  const t = useTranslations("account.delete");
  const wording = useErrorMessage();
  const trpc = useTRPC();
  const remove = useMutation(trpc.identity.deleteAccount.mutationOptions());
  const form = useForm({ defaultValues: { confirmEmail: "", password: "" } });
  const submit = form.handleSubmit(async (input) => {
    const deleted = await remove.mutateAsync(input).then(
      () => true,
      () => false,
    );
    if (deleted) await signOut({ callbackUrl: "/" });
  });
  const matches = form.watch("confirmEmail").trim().toLowerCase() === email;
  return (
    <Dialog
      title={t("dialogTitle")}
      description={t("consequence")}
      trigger={
        <Button variant="destructive" className="self-start">
          {t("action")}
        </Button>
      }
    >
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <ErrorNotice message={remove.error && wording(remove.error)} />
        <TextField
          label={t("email", { email })}
          type="email"
          autoComplete="off"
          {...form.register("confirmEmail")}
        />
        {hasPassword && (
          <PasswordField
            label={t("password")}
            autoComplete="current-password"
            {...form.register("password")}
          />
        )}
        <Button
          type="submit"
          variant="destructive"
          className="self-end"
          disabled={!matches}
          pending={remove.isPending || remove.isSuccess}
        >
          {t("action")}
        </Button>
      </form>
    </Dialog>
  );
}
