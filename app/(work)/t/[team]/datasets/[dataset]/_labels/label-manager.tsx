"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { Skeleton } from "@/app/_ui/skeleton";
import { TextField } from "@/app/_ui/text-field";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { DatasetView } from "../_header/dataset-view";
import { LabelRow } from "./label-row";

type Props = {
  team: string;
  dataset: DatasetView;
  canManage: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** The dataset's labels: add, rename, recolour, archive. */
export function LabelManager({ team, dataset, canManage, open, onOpenChange }: Props) {
  const t = useTranslations("datasets.labelManager");
  return (
    <Dialog
      title={t("title")}
      description={canManage ? t("description") : t("readOnly")}
      open={open}
      onOpenChange={onOpenChange}
    >
      <LabelList team={team} dataset={dataset.slug} canManage={canManage} />
    </Dialog>
  );
}

function LabelList({ team, dataset, canManage }: { team: string; dataset: string; canManage: boolean }) {
  const t = useTranslations("datasets.labelManager");
  const trpc = useTRPC();
  const client = useQueryClient();
  const wording = useErrorMessage();
  const labels = useQuery(trpc.labels.list.queryOptions({ team, dataset, withArchived: true }));
  const refresh = () => {
    void client.invalidateQueries({ queryKey: trpc.labels.list.queryKey() });
    void client.invalidateQueries({ queryKey: trpc.datasets.get.queryKey() });
  };
  return (
    <div className="flex flex-col gap-4">
      <ErrorNotice message={labels.error && wording(labels.error)} />
      {labels.isPending && <Skeleton className="h-11 w-full" />}
      {labels.data?.length === 0 && <p className="text-sm text-ink-soft">{t("none")}</p>}
      <ul className="flex flex-col">
        {labels.data?.map((label) => (
          <LabelRow key={label.id} team={team} label={label} canManage={canManage} onChanged={refresh} />
        ))}
      </ul>
      {canManage && <AddLabel team={team} dataset={dataset} onAdded={refresh} />}
      {canManage && (labels.data?.length ?? 0) > 1 && (
        <p className="text-xs text-ink-faint">{t("mergeHint")}</p>
      )}
    </div>
  );
}

function AddLabel({ team, dataset, onAdded }: { team: string; dataset: string; onAdded: () => void }) {
  const t = useTranslations("datasets.labelManager");
  const trpc = useTRPC();
  const wording = useErrorMessage();
  const [name, setName] = useState("");
  const create = useMutation(
    trpc.labels.create.mutationOptions({
      onSuccess: () => {
        setName("");
        onAdded();
      },
    }),
  );
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") create.mutate({ team, dataset, name });
      }}
    >
      <div className="flex items-end gap-2">
        <div className="grow">
          <TextField
            label={t("newName")}
            value={name}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <Button
          type="submit"
          icon={<Plus aria-hidden="true" />}
          disabled={name.trim() === ""}
          pending={create.isPending}
          className="h-9"
        >
          {t("add")}
        </Button>
      </div>
      <ErrorNotice message={create.error && wording(create.error)} />
    </form>
  );
}
