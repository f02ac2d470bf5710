"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Checkbox } from "@/app/_ui/checkbox";
import { Dialog } from "@/app/_ui/dialog";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { TextField } from "@/app/_ui/text-field";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { DatasetView } from "../_header/dataset-view";
import { FreezePreview } from "./freeze-preview";

type Props = { team: string; dataset: DatasetView; open: boolean; onOpenChange: (open: boolean) => void };

/** Chooses how to divide, shows what comes of it, and freezes. */
export function FreezeDialog({ team, dataset, open, onOpenChange }: Props) {
  const t = useTranslations("versions");
  return (
    <Dialog
      title={t("freezeTitle", { name: dataset.name })}
      description={t("freezeBody")}
      size="large"
      open={open}
      onOpenChange={onOpenChange}
    >
      <FreezeForm team={team} dataset={dataset} />
    </Dialog>
  );
}

const START = { train: 80, val: 0, test: 20, seed: 1, keepImported: true, nearDuplicateBits: 4 };
type Draft = typeof START;

function FreezeForm({ team, dataset }: { team: string; dataset: DatasetView }) {
  const t = useTranslations("versions");
  const [draft, setDraft] = useState<Draft>(START);
  const [note, setNote] = useState("");
  const sum = draft.train + draft.val + draft.test;
  const isValid = sum === 100;
  const preview = usePreview({ team, dataset: dataset.slug, draft, isValid });
  const freeze = useFreeze(team, dataset.slug);
  const wording = useErrorMessage();
  const set = (fields: Partial<Draft>) => setDraft({ ...draft, ...fields });
  return (
    <form
      className="grid gap-x-8 gap-y-5 sm:grid-cols-[15rem_1fr]"
      onSubmit={(event) => {
        event.preventDefault();
        if (isValid) freeze.mutate({ team, dataset: dataset.slug, note, split: splitOf(draft) });
      }}
    >
      <div className="flex flex-col gap-4">
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1.5 text-sm font-medium">{t("ratios")}</legend>
          <div className="grid grid-cols-3 gap-2">
            {(["train", "val", "test"] as const).map((split) => (
              <PercentField
                key={split}
                label={t(split)}
                value={draft[split]}
                onChange={(value) => set({ [split]: value })}
              />
            ))}
          </div>
          {!isValid && <p className="text-xs text-vermilion-ink">{t("sumWrong", { sum })}</p>}
        </fieldset>
        <NumberField
          label={t("seed")}
          hint={t("seedHint")}
          max={2 ** 31 - 1}
          value={draft.seed}
          onChange={(seed) => set({ seed })}
        />
        <NumberField
          label={t("near")}
          hint={t("nearHint", { bits: draft.nearDuplicateBits })}
          max={16}
          value={draft.nearDuplicateBits}
          onChange={(nearDuplicateBits) => set({ nearDuplicateBits })}
        />
        <Checkbox
          label={t("keepImported")}
          hint={t("keepImportedHint", { count: preview.data?.importedSplits ?? 0 })}
          checked={draft.keepImported}
          onChange={(event) => set({ keepImported: event.target.checked })}
        />
        <TextField
          label={t("note")}
          hint={t("noteHint")}
          value={note}
          maxLength={2000}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <FreezePreview preview={preview.data} error={preview.error} />
      <div className="flex flex-col gap-3 sm:col-span-2">
        <ErrorNotice message={freeze.error && wording(freeze.error)} />
        <div className="flex justify-end">
          <Button type="submit" variant="primary" disabled={!isValid} pending={freeze.isPending}>
            {t("freeze")}
          </Button>
        </div>
      </div>
    </form>
  );
}

function usePreview(options: { team: string; dataset: string; draft: Draft; isValid: boolean }) {
  const trpc = useTRPC();
  const { team, dataset, draft, isValid } = options;
  return useQuery({
    ...trpc.versions.preview.queryOptions({ team, dataset, split: splitOf(draft) }),
    enabled: isValid,
    placeholderData: keepPreviousData,
  });
}

function useFreeze(team: string, dataset: string) {
  const t = useTranslations("versions");
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  return useMutation(
    trpc.versions.freeze.mutationOptions({
      onSuccess: ({ number, isNew }) => {
        void client.invalidateQueries({ queryKey: trpc.versions.list.queryKey() });
        void client.invalidateQueries({ queryKey: trpc.datasets.get.queryKey() });
        toast(isNew ? t("frozen", { number }) : t("twin", { number }));
        router.push(`/t/${team}/datasets/${dataset}/versions?version=${number}`);
      },
    }),
  );
}

function splitOf({ train, val, test, ...rest }: Draft) {
  return { train: train / 100, val: val / 100, test: test / 100, ...rest };
}

function PercentField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number;
  onChange: (value: number) => void;
}) {
  return (
    <TextField
      label={label}
      type="number"
      inputMode="numeric"
      min={0}
      max={100}
      value={value}
      trailing={<span className="pr-2 text-xs">%</span>}
      onChange={(event) => onChange(clamp(event.target.valueAsNumber, 100))}
    />
  );
}

type NumberFieldProps = {
  label: string;
  hint: string;
  max: number;
  value: number;
  onChange: (value: number) => void;
};

function NumberField({ label, hint, max, value, onChange }: NumberFieldProps) {
  return (
    <TextField
      label={label}
      hint={hint}
      type="number"
      inputMode="numeric"
      min={0}
      max={max}
      value={value}
      onChange={(event) => onChange(clamp(event.target.valueAsNumber, max))}
    />
  );
}

function clamp(value: number, max: number): number {
  return Number.isFinite(value) ? Math.max(0, Math.min(max, Math.round(value))) : 0;
}
