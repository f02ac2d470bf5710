"use client";

import { useMutation } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useForm } from "react-hook-form";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Dialog, DialogClose } from "@/app/_ui/dialog";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { TextField } from "@/app/_ui/text-field";
import { useErrorMessage } from "@/app/_ui/use-error-message";

/** The button and dialog that make a dataset; `?new=1` opens it from elsewhere. */
export function NewDataset({ team }: { team: string }) {
  const t = useTranslations("datasets");
  const [open, setOpen] = useQueryState("new", parseAsStringLiteral(["1"]));
  return (
    <>
      <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => void setOpen("1")}>
        {t("new")}
      </Button>
      <Dialog
        title={t("newTitle")}
        size="small"
        open={open !== null}
        onOpenChange={(next) => void setOpen(next ? "1" : null)}
      >
        <NewDatasetForm team={team} />
      </Dialog>
    </>
  );
}

function NewDatasetForm({ team }: { team: string }) {
  const t = useTranslations("datasets");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const router = useRouter();
  const wording = useErrorMessage();
  const { register, handleSubmit, formState } = useForm({ defaultValues: { name: "" } });
  const create = useMutation(
    trpc.datasets.create.mutationOptions({
      onSuccess: ({ slug }) => router.push(`/t/${team}/datasets/${slug}`),
    }),
  );
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={handleSubmit(({ name }) => create.mutate({ team, name }))}
    >
      <TextField
        label={t("name")}
        hint={t("nameHint")}
        autoFocus
        autoComplete="off"
        maxLength={120}
        error={formState.errors.name?.message}
        {...register("name", { validate: (name) => name.trim() !== "" || t("nameNeeded") })}
      />
      <ErrorNotice message={create.error && wording(create.error)} />
      <div className="flex justify-end gap-2">
        <DialogClose render={<Button variant="quiet">{common("cancel")}</Button>} />
        <Button type="submit" variant="primary" pending={create.isPending || create.isSuccess}>
          {t("create")}
        </Button>
      </div>
    </form>
  );
}
