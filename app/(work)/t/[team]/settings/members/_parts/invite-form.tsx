"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Controller, useForm } from "react-hook-form";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { Form } from "@/app/_ui/form";
import { Select } from "@/app/_ui/select";
import { TextField } from "@/app/_ui/text-field";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { SecretOnce } from "@/app/(work)/_tokens/secret-once";
import { CreateInviteInput } from "@/lib/protocol/team";
import type { TeamRole } from "@/lib/team-role";
import { useRoleOptions } from "./role-options";

const DAYS = [1, 7, 30] as const;
const START: CreateInviteInput = { role: "annotator", days: 7, maxUses: 1, note: "" };

/** Makes an invitation link and shows it once. */
export function InviteForm({ slug, role, onMade }: { slug: string; role: TeamRole; onMade: () => unknown }) {
  const t = useTranslations("team.settings.invites");
  const wording = useErrorMessage();
  const trpc = useTRPC();
  const roles = useRoleOptions(role);
  const create = useMutation(trpc.teams.createInvite.mutationOptions({ onSuccess: onMade }));
  const form = useForm({ resolver: zodResolver(CreateInviteInput), defaultValues: START });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    const made = await create.mutateAsync({ team: slug, ...input }).then(
      () => true,
      () => false,
    );
    if (made) form.reset({ ...input, note: "" });
  });
  const days = DAYS.map((count) => ({ value: String(count), label: t("dayCount", { days: count }) }));
  return (
    <>
      {create.data && (
        <SecretOnce
          title={t("made")}
          lead={t("madeLead")}
          label={t("link")}
          secret={`${window.location.origin}/invite#${create.data.secret}`}
        />
      )}
      <Form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <div className="grid items-start gap-4 sm:grid-cols-3">
          <Controller
            control={form.control}
            name="role"
            render={({ field }) => (
              <Select label={t("role")} options={roles} value={field.value} onChange={field.onChange} />
            )}
          />
          <Controller
            control={form.control}
            name="days"
            render={({ field }) => (
              <Select
                label={t("days")}
                options={days}
                value={String(field.value)}
                onChange={(value) => field.onChange(Number(value))}
              />
            )}
          />
          <TextField
            label={t("uses")}
            type="number"
            inputMode="numeric"
            min={1}
            max={500}
            error={errors.maxUses && t("usesInvalid")}
            {...form.register("maxUses", { valueAsNumber: true })}
          />
        </div>
        <TextField
          label={t("note")}
          hint={t("noteHint")}
          maxLength={120}
          autoComplete="off"
          {...form.register("note")}
        />
        <ErrorNotice message={create.error && wording(create.error)} />
        <Button type="submit" variant="primary" className="self-start" pending={isSubmitting}>
          {t("create")}
        </Button>
      </Form>
    </>
  );
}
