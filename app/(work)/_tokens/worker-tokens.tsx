"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { Button } from "@/app/_ui/button";
import { CopyField } from "@/app/_ui/copy-field";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { Form } from "@/app/_ui/form";
import { TextField } from "@/app/_ui/text-field";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { type CreateWorkerTokenInput, CreateWorkerTokenInput as Input } from "@/lib/protocol/token";
import { DaysSelect } from "./days-select";
import { SecretOnce } from "./secret-once";
import { type ListedToken, TokenTable } from "./token-table";

/** Worker tokens of a team or of the server: making, seeing once, ending. */
export function WorkerTokens<Token extends ListedToken & { madeBy: string }>(props: {
  tokens: readonly Token[];
  noneText: string;
  onCreate: (input: CreateWorkerTokenInput) => Promise<{ secret: string }>;
  onRevoke: (token: Token) => Promise<unknown>;
}) {
  const t = useTranslations("account.token");
  const workers = useTranslations("team.settings.workers");
  const wording = useErrorMessage();
  const [secret, setSecret] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const form = useForm({ resolver: zodResolver(Input), defaultValues: { name: "", days: 90 } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    setFailure(null);
    try {
      setSecret((await props.onCreate(input)).secret);
      form.reset();
    } catch (error) {
      setFailure(wording(error));
    }
  });
  return (
    <>
      {secret && (
        <SecretOnce title={t("made")} lead={t("madeLead")} label={t("secret")} secret={secret}>
          <p className="text-sm">{workers("command")}</p>
          <CopyField label={workers("command")} prompt="$" value={workerCommand(secret)} />
        </SecretOnce>
      )}
      <Form noValidate onSubmit={submit} className="grid items-start gap-4 sm:grid-cols-[1fr_10rem_auto]">
        <TextField
          label={t("name")}
          hint={t("nameHint")}
          autoComplete="off"
          error={errors.name && t("nameInvalid")}
          {...form.register("name")}
        />
        <Controller
          control={form.control}
          name="days"
          render={({ field }) => <DaysSelect value={field.value} onChange={field.onChange} />}
        />
        <Button type="submit" variant="primary" pending={isSubmitting} className="h-9 sm:mt-[1.6875rem]">
          {t("create")}
        </Button>
      </Form>
      <ErrorNotice message={failure} />
      {props.tokens.length > 0 ? (
        <TokenTable
          tokens={props.tokens}
          describe={(token) => t("by", { name: token.madeBy })}
          onRevoke={props.onRevoke}
        />
      ) : (
        <p className="text-sm text-ink-soft">{props.noneText}</p>
      )}
    </>
  );
}

function workerCommand(secret: string): string {
  return `ATELIER_URL=${window.location.origin} ATELIER_TOKEN=${secret} node --import tsx workers/agent/main.ts`;
}
