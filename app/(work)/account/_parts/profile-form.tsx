"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { z } from "zod";
import { LOCALE_NAMES, LOCALES, type Locale } from "@/app/_i18n/locale";
import { useLocaleChoice } from "@/app/_shell/use-locale-choice";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { Form } from "@/app/_ui/form";
import { Select } from "@/app/_ui/select";
import { TextField } from "@/app/_ui/text-field";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { PersonName } from "@/lib/protocol/credentials";

const Profile = z.object({ name: PersonName });

/** Name, saved by button; language, changed at once here and remembered for mails. */
export function ProfileForm({ name }: { name: string }) {
  const t = useTranslations("account.profile");
  const common = useTranslations("common");
  const wording = useErrorMessage();
  const router = useRouter();
  const language = useLocaleChoice();
  const trpc = useTRPC();
  const update = useMutation(trpc.identity.updateProfile.mutationOptions());
  const form = useForm({ resolver: zodResolver(Profile), defaultValues: { name } });
  const { errors, isDirty, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    const saved = await update.mutateAsync(input).then(
      () => true,
      () => false,
    );
    if (!saved) return;
    form.reset(input);
    toast(t("saved"));
    router.refresh();
  });
  function chooseLanguage(locale: Locale) {
    update.mutate({ locale }, { onSuccess: () => language.choose(locale) });
  }
  return (
    <Form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <ErrorNotice message={update.error && wording(update.error)} />
      <TextField
        label={t("name")}
        autoComplete="name"
        maxLength={80}
        error={errors.name && t("nameInvalid")}
        {...form.register("name")}
      />
      <Button
        type="submit"
        variant="primary"
        className="self-start"
        disabled={!isDirty}
        pending={isSubmitting}
      >
        {common("save")}
      </Button>
      <Select
        label={t("language")}
        hint={t("languageHint")}
        options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
        value={language.locale}
        onChange={chooseLanguage}
      />
    </Form>
  );
}
