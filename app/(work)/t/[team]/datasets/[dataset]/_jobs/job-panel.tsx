"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { IconButton } from "@/app/_ui/icon-button";
import { ProgressBar } from "@/app/_ui/progress-bar";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { JobView } from "../_header/dataset-view";
import { ImportReport } from "./import-report";

const POLL_MS = 1000;
const KEPT_KEY = "atelier.dismissedImport";

type Props = { team: string; dataset: string; canAdd: boolean; onProgress: () => void };

/** The newest import: how far it is, then its report until it is put away. It lives on the server, so a reload finds it. */
export function JobPanel({ team, dataset, canAdd, onProgress }: Props) {
  const trpc = useTRPC();
  const { data: jobs } = useQuery({
    ...trpc.jobs.list.queryOptions({ team, dataset, limit: 20 }),
    enabled: canAdd,
    refetchInterval: ({ state }) => (state.data?.some(isOpen) ? POLL_MS : false),
  });
  const imports = jobs?.filter(({ kind }) => kind === "import") ?? [];
  const running = imports.filter(isOpen);
  const latest = imports[0];
  const mark = imports.map(({ id, status, done }) => `${id}${status}${Math.floor(done / 50)}`).join();
  const isKnown = jobs !== undefined;
  const tellProgress = useEffectEvent(onProgress);
  useEffect(() => {
    // Pictures show up while an import runs, and for certain when it ends.
    if (isKnown && mark) tellProgress();
  }, [mark, isKnown]);
  const [dismissed, dismiss] = useDismissed();
  if (running.length > 0) return running.map((job) => <RunningImport key={job.id} team={team} job={job} />);
  if (!latest || dismissed === latest.id) return null;
  return <FinishedImport job={latest} onDismiss={() => dismiss(latest.id)} />;
}

function RunningImport({ team, job }: { team: string; job: JobView }) {
  const t = useTranslations("datasets.job");
  const trpc = useTRPC();
  const client = useQueryClient();
  const cancel = useMutation(
    trpc.jobs.cancel.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: trpc.jobs.list.queryKey() }),
    }),
  );
  const { done, total } = job;
  const label = job.cancelRequested
    ? t("stopping")
    : job.status === "queued"
      ? t("waiting")
      : total === null
        ? t("reading")
        : t("importing");
  return (
    <section
      aria-label={t("importing")}
      className="mb-4 flex flex-wrap items-end gap-x-4 gap-y-2 border-y border-line py-3"
    >
      <div className="min-w-48 grow">
        <ProgressBar
          label={label}
          value={total ? done / total : null}
          detail={total === null ? "" : t("ofTotal", { done, total })}
        />
      </div>
      <Button
        size="small"
        variant="quiet"
        pending={cancel.isPending || job.cancelRequested}
        onClick={() => cancel.mutate({ team, job: job.id })}
      >
        {t("cancel")}
      </Button>
    </section>
  );
}

function FinishedImport({ job, onDismiss }: { job: JobView; onDismiss: () => void }) {
  const t = useTranslations("datasets.job");
  const wording = useErrorMessage();
  return (
    <section aria-label={t(titleOf(job))} className="mb-4 flex flex-col gap-2 border-y border-line py-3">
      <div className="flex items-start justify-between gap-3">
        <h2 className="text-sm font-semibold">{t(titleOf(job))}</h2>
        <IconButton size="small" label={t("dismiss")} icon={<X aria-hidden="true" />} onClick={onDismiss} />
      </div>
      {job.failure && <ErrorNotice message={wording(job.failure)} />}
      {job.report && <ImportReport report={job.report} />}
    </section>
  );
}

function titleOf({ status, report, done }: JobView) {
  if (status === "failed") return done > 0 ? "failedPartly" : "failed";
  if (status === "cancelled") return "cancelled";
  const isNew = !report || report.images.added + report.annotations.added > 0 || report.images.skipped > 0;
  return isNew ? "succeeded" : "nothingNew";
}

function isOpen({ kind, status }: JobView): boolean {
  return kind === "import" && (status === "queued" || status === "running");
}

/** Which import's report was put away, kept in this browser. */
function useDismissed(): [string | null, (id: string) => void] {
  const dismissed = useSyncExternalStore(
    (listener) => {
      window.addEventListener("storage", listener);
      return () => window.removeEventListener("storage", listener);
    },
    () => localStorage.getItem(KEPT_KEY),
    () => null,
  );
  function dismiss(id: string) {
    localStorage.setItem(KEPT_KEY, id);
    window.dispatchEvent(new StorageEvent("storage", { key: KEPT_KEY }));
  }
  return [dismissed, dismiss];
}
