"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { Controller, useForm } from "react-hook-form";
import { Button } from "@/app/_ui/button";
import { Checkbox } from "@/app/_ui/checkbox";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { FieldError } from "@/app/_ui/field-frame";
import { Form } from "@/app/_ui/form";
import { Select } from "@/app/_ui/select";
import { TextField } from "@/app/_ui/text-field";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { DaysSelect } from "@/app/(work)/_tokens/days-select";
import { CreateTokenInput, PersonalScope } from "@/lib/protocol/token";

const ALL_TEAMS = "*";
const START: CreateTokenInput = { name: "", scopes: ["read", "write"], boundTo: null, days: 90 };

/** What a new token is called, may do, where, and for how long. */
export function TokenForm(props: {
  teams: readonly { slug: string; name: string }[];
  onCreate: (input: CreateTokenInput) => Promise<unknown>;
  error: unknown;
}) {
  const t = useTranslations("account.tokens");
  const token = useTranslations("account.token");
  const wording = useErrorMessage();
  const form = useForm({ resolver: zodResolver(CreateTokenInput), defaultValues: START });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    const made = await props.onCreate(input).then(
      () => true,
      () => false,
    );
    if (made) form.reset();
  });
  const teamOptions = [
    { value: ALL_TEAMS, label: t("allTeams") },
    ...props.teams.map(({ slug, name }) => ({ value: slug, label: t("onlyTeam", { team: name }) })),
  ];
  return (
    <Form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <TextField
        label={token("name")}
        hint={token("nameHint")}
        autoComplete="off"
        error={errors.name && token("nameInvalid")}
        {...form.register("name")}
      />
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2 text-sm font-medium">{t("scopes")}</legend>
        {PersonalScope.options.map((scope) => (
          <Checkbox
            key={scope}
            label={t(`scope.${scope}`)}
            hint={t(`scopeDetail.${scope}`)}
            value={scope}
            {...form.register("scopes")}
          />
        ))}
        <FieldError message={errors.scopes && t("scopeMissing")} />
      </fieldset>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Controller
          control={form.control}
          name="boundTo"
          render={({ field }) => (
            <Select
              label={t("team")}
              options={teamOptions}
              value={field.value ?? ALL_TEAMS}
              onChange={(value) => field.onChange(value === ALL_TEAMS ? null : value)}
            />
          )}
        />
        <Controller
          control={form.control}
          name="days"
          render={({ field }) => <DaysSelect value={field.value} onChange={field.onChange} />}
        />
      </div>
      <ErrorNotice message={props.error ? wording(props.error) : null} />
      <Button type="submit" variant="primary" className="self-start" pending={isSubmitting}>
        {token("create")}
      </Button>
    </Form>
  );
}
