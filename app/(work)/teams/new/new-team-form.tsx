"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { Form } from "@/app/_ui/form";
import { TextField } from "@/app/_ui/text-field";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { TeamName } from "@/lib/protocol/team";

const NewTeam = z.object({ name: TeamName });

/** One field and one button: a team with this person as its owner. */
export function NewTeamForm() {
  const t = useTranslations("team.new");
  const wording = useErrorMessage();
  const router = useRouter();
  const trpc = useTRPC();
  const create = useMutation(trpc.teams.create.mutationOptions());
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(NewTeam),
    defaultValues: { name: "" },
  });
  const submit = handleSubmit(async ({ name }) => {
    const team = await create.mutateAsync({ name }).catch(() => null);
    if (!team) return;
    router.push(`/t/${team.slug}`);
    router.refresh();
  });
  return (
    <Form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <ErrorNotice message={create.error && wording(create.error)} />
      <TextField
        label={t("name")}
        hint={t("nameHint")}
        autoComplete="off"
        maxLength={60}
        error={formState.errors.name && t("nameInvalid")}
        {...register("name")}
      />
      <Button
        type="submit"
        variant="primary"
        size="large"
        className="self-start"
        pending={create.isPending || create.isSuccess}
      >
        {t("action")}
      </Button>
    </Form>
  );
}
