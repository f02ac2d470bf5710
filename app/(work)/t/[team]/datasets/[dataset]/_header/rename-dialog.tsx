"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { TextField } from "@/app/_ui/text-field";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { DatasetView } from "./dataset-view";

type Props = { team: string; dataset: DatasetView; open: boolean; onClose: () => void };

/** Gives the dataset another name; its address stays. */
export function RenameDialog({ team, dataset, open, onClose }: Props) {
  const t = useTranslations("datasets");
  return (
    <Dialog title={t("rename")} size="small" open={open} onOpenChange={(next) => next || onClose()}>
      <RenameForm team={team} dataset={dataset} onDone={onClose} />
    </Dialog>
  );
}

function RenameForm({ team, dataset, onDone }: { team: string; dataset: DatasetView; onDone: () => void }) {
  const t = useTranslations("datasets");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const wording = useErrorMessage();
  const { register, handleSubmit, formState } = useForm({ defaultValues: { name: dataset.name } });
  const rename = useMutation(
    trpc.datasets.rename.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries({
          queryKey: trpc.datasets.get.queryKey({ team, dataset: dataset.slug }),
        });
        router.refresh();
        onDone();
      },
    }),
  );
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={handleSubmit(({ name }) => rename.mutate({ team, dataset: dataset.slug, name }))}
    >
      <TextField
        label={t("name")}
        autoFocus
        autoComplete="off"
        maxLength={120}
        error={formState.errors.name?.message}
        {...register("name", { validate: (name) => name.trim() !== "" || t("nameNeeded") })}
      />
      <ErrorNotice message={rename.error && wording(rename.error)} />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" pending={rename.isPending}>
          {common("save")}
        </Button>
      </div>
    </form>
  );
}
