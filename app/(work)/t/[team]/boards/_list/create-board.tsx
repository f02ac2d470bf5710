"use client";

import { useMutation } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Dialog, DialogClose, DialogFooter } from "@/app/_ui/dialog";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { RadioGroup } from "@/app/_ui/radio-group";
import { Select } from "@/app/_ui/select";
import { TextField } from "@/app/_ui/text-field";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { BenchmarkMetric } from "@/lib/protocol/score";
import type { AppRouter } from "@/server/routers/app-router";

type Version = inferRouterOutputs<AppRouter>["boards"]["versions"][number];
type HeldOut = "test" | "val";

/** Makes a board of a frozen version, a split and a metric. */
export function CreateBoard({ team, versions }: { team: string; versions: readonly Version[] }) {
  const t = useTranslations("boards.create");
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title={t("title")}
      description={t("description")}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="primary" icon={<Plus aria-hidden="true" />}>
          {t("action")}
        </Button>
      }
    >
      <CreateForm team={team} versions={versions} />
    </Dialog>
  );
}

function CreateForm({ team, versions }: { team: string; versions: readonly Version[] }) {
  const t = useTranslations("boards");
  const common = useTranslations("common");
  const wording = useErrorMessage();
  const router = useRouter();
  const trpc = useTRPC();
  const [versionId, setVersionId] = useState(versions[0]?.id ?? null);
  const [split, setSplit] = useState<HeldOut>(versions[0] && versions[0].test > 0 ? "test" : "val");
  const [metric, setMetric] = useState<BenchmarkMetric>("map");
  const version = versions.find((candidate) => candidate.id === versionId);
  const create = useMutation(
    trpc.boards.create.mutationOptions({
      onSuccess: (board) => {
        toast(t("create.done", { name: board.name }));
        router.push(`/t/${team}/boards/${board.slug}`);
      },
    }),
  );
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = new FormData(event.currentTarget).get("name");
    if (version && typeof name === "string")
      create.mutate({ team, versionId: version.id, split, metric, name });
  }
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-5">
      <Select
        label={t("create.version")}
        value={versionId}
        onChange={(next) => setVersionId(versions.find((candidate) => candidate.id === next)?.id ?? null)}
        options={versions.map((candidate) => ({
          value: candidate.id,
          label: t("create.versionOption", { name: candidate.datasetName, number: candidate.number }),
        }))}
      />
      <RadioGroup<HeldOut>
        label={t("create.split")}
        value={split}
        onChange={setSplit}
        options={(["test", "val"] as const).map((name) => ({
          value: name,
          label: t("create.splitOption", { split: t(`split.${name}`), count: version?.[name] ?? 0 }),
          disabled: (version?.[name] ?? 0) === 0,
        }))}
      />
      <RadioGroup<BenchmarkMetric>
        label={t("create.metric")}
        value={metric}
        onChange={setMetric}
        options={BenchmarkMetric.options.map((name) => ({
          value: name,
          label: t(`metric.${name}`),
          detail: t(`metricDetail.${name}`),
        }))}
      />
      <TextField
        key={`${versionId} ${metric}`}
        label={t("create.name")}
        name="name"
        required
        maxLength={120}
        defaultValue={
          version
            ? `${t("version", { name: version.datasetName, number: version.number })} ${t(`metric.${metric}`)}`
            : ""
        }
      />
      <ErrorNotice message={create.error && wording(create.error)} />
      <DialogFooter>
        <DialogClose render={<Button variant="quiet">{common("cancel")}</Button>} />
        <Button type="submit" variant="primary" pending={create.isPending}>
          {t("create.submit")}
        </Button>
      </DialogFooter>
    </form>
  );
}
