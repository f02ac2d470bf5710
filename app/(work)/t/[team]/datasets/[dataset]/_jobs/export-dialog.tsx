"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { buttonStyle } from "@/app/_ui/button-style";
import { Dialog } from "@/app/_ui/dialog";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { ProgressBar } from "@/app/_ui/progress-bar";
import { RadioGroup } from "@/app/_ui/radio-group";
import { Select } from "@/app/_ui/select";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { JobId } from "@/lib/ids";
import type { ExportFormat } from "@/lib/protocol/job";
import type { DatasetView } from "../_header/dataset-view";

type Props = { team: string; dataset: DatasetView; open: boolean; onOpenChange: (open: boolean) => void };

/** Makes a zip of the dataset or one of its versions. */
export function ExportDialog({ team, dataset, open, onOpenChange }: Props) {
  const t = useTranslations("datasets.exporting");
  const [job, setJob] = useState<JobId | null>(null);
  return (
    <Dialog title={t("title", { name: dataset.name })} open={open} onOpenChange={onOpenChange}>
      {job === null ? (
        <ExportForm team={team} dataset={dataset} onStarted={setJob} />
      ) : (
        <ExportProgress team={team} job={job} onAgain={() => setJob(null)} />
      )}
    </Dialog>
  );
}

const WORKING = "working";

function ExportForm({
  team,
  dataset,
  onStarted,
}: {
  team: string;
  dataset: DatasetView;
  onStarted: (job: JobId) => void;
}) {
  const t = useTranslations("datasets.exporting");
  const trpc = useTRPC();
  const wording = useErrorMessage();
  const [what, setWhat] = useState(WORKING);
  const [format, setFormat] = useState<ExportFormat>("coco");
  const versions = useQuery(trpc.versions.list.queryOptions({ team, dataset: dataset.slug }));
  const start = useMutation(trpc.jobs.startExport.mutationOptions({ onSuccess: ({ id }) => onStarted(id) }));
  const numbers = versions.data?.map(({ number }) => number) ?? [];
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate({
          team,
          dataset: dataset.slug,
          format,
          ...(what !== WORKING && { version: Number(what) }),
        });
      }}
    >
      <Select
        label={t("what")}
        value={what}
        onChange={setWhat}
        options={[
          { value: WORKING, label: t("working") },
          ...numbers.map((number) => ({ value: String(number), label: t("version", { number }) })),
        ]}
      />
      <RadioGroup
        label={t("format")}
        value={format}
        onChange={setFormat}
        options={[
          { value: "coco", label: t("coco"), detail: t("cocoHint") },
          { value: "voc", label: t("voc"), detail: t("vocHint") },
        ]}
      />
      <ErrorNotice message={start.error && wording(start.error)} />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" pending={start.isPending}>
          {t("start")}
        </Button>
      </div>
    </form>
  );
}

function ExportProgress({ team, job, onAgain }: { team: string; job: JobId; onAgain: () => void }) {
  const t = useTranslations("datasets.exporting");
  const trpc = useTRPC();
  const wording = useErrorMessage();
  const { data } = useQuery({
    ...trpc.jobs.get.queryOptions({ team, job }),
    refetchInterval: ({ state }) => (state.data && state.data.finishedAt !== null ? false : 700),
  });
  const isReady = data?.status === "succeeded";
  return (
    <div className="flex flex-col gap-4">
      {data?.failure ? (
        <ErrorNotice title={t("failed")} message={wording(data.failure)} />
      ) : (
        <ProgressBar
          label={isReady ? t("ready") : t("preparing")}
          value={isReady ? 1 : data?.total ? data.done / data.total : null}
          tone={isReady ? "done" : "live"}
        />
      )}
      <div className="flex justify-end gap-2">
        <Button variant="quiet" onClick={onAgain}>
          {t("again")}
        </Button>
        {isReady && (
          <a
            href={`/api/exports/${job}?team=${team}`}
            download
            className={buttonStyle({ variant: "primary" })}
          >
            <Download aria-hidden="true" />
            {t("download")}
          </a>
        )}
      </div>
    </div>
  );
}
