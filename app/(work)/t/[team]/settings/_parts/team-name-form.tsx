"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { Form } from "@/app/_ui/form";
import { TextField } from "@/app/_ui/text-field";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { TeamName } from "@/lib/protocol/team";

const Rename = z.object({ name: TeamName });

/** Renames the team; read-only for those who may not. */
export function TeamNameForm({ slug, name, canEdit }: { slug: string; name: string; canEdit: boolean }) {
  const t = useTranslations("team.settings.general");
  const common = useTranslations("common");
  const wording = useErrorMessage();
  const router = useRouter();
  const trpc = useTRPC();
  const rename = useMutation(trpc.teams.update.mutationOptions());
  const form = useForm({ resolver: zodResolver(Rename), defaultValues: { name } });
  const { errors, isDirty, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    const renamed = await rename.mutateAsync({ team: slug, name: input.name }).then(
      () => true,
      () => false,
    );
    if (!renamed) return;
    form.reset({ name: input.name });
    toast(t("saved", { name: input.name }));
    router.refresh();
  });
  return (
    <Form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <ErrorNotice message={rename.error && wording(rename.error)} />
      <TextField
        label={t("nameLabel")}
        autoComplete="off"
        maxLength={60}
        disabled={!canEdit}
        hint={canEdit ? undefined : t("onlyOwner")}
        error={errors.name && t("nameInvalid")}
        {...form.register("name")}
      />
      {canEdit && (
        <Button
          type="submit"
          variant="primary"
          className="self-start"
          disabled={!isDirty}
          pending={isSubmitting}
        >
          {common("save")}
        </Button>
      )}
    </Form>
  );
}
