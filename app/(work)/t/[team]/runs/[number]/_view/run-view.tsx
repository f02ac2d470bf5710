"use client";

import { useMutation } from "@tanstack/react-query";
import { CircleStop, Copy, RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { toast } from "sonner";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmDestroy } from "@/app/_ui/alert-dialog";
import { Button } from "@/app/_ui/button";
import { LinkButton } from "@/app/_ui/link-button";
import { PageHeader } from "@/app/_ui/page-header";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Tabs } from "@/app/_ui/tabs";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { isFinal } from "@/lib/protocol/run";
import { RecipeName } from "../../_parts/recipe-name";
import { RunDuration } from "../../_parts/run-duration";
import { RunStatusBadge } from "../../_parts/run-status-badge";
import { ArtifactTable } from "./artifact-table";
import { AttemptTable } from "./attempt-table";
import { Curves } from "./curves";
import { Lineage } from "./lineage";
import { Outcome } from "./outcome";
import { RunConfig } from "./run-config";
import type { RunDetail } from "./run-detail";
import { RunLog } from "./run-log";
import { RunProgressBar } from "./run-progress-bar";
import { useRunFeed } from "./use-run-feed";

const PANELS = ["curves", "log", "files", "attempts", "settings"] as const;

/** One run: how it does, what it wrote, what came of it. */
export function RunView({ team, initial }: { team: string; initial: RunDetail }) {
  const t = useTranslations("runs");
  const { run, curves, chunks, hasEarlierLogs, isLoaded, isLost } = useRunFeed(team, initial);
  const [panel, setPanel] = useQueryState(
    "panel",
    parseAsStringLiteral(PANELS).withDefault(run.kind === "score" ? "log" : "curves"),
  );
  return (
    <>
      <PageHeader
        title={
          <>
            <span className="text-ink-faint">#{run.number}</span> {run.name}
          </>
        }
        crumbs={[{ label: t("title"), href: `/t/${team}/runs` }]}
        meta={
          <>
            <RunStatusBadge status={run.status} isStopping={run.cancelRequestedAt !== null} />
            <span>
              <RecipeName recipe={run.recipe} kind={run.kind} />
            </span>
            {run.worker && !isFinal(run.status) && run.status !== "queued" && (
              <span>{t("onWorker", { worker: run.worker })}</span>
            )}
            <span className="tabular-nums">
              <RunDuration run={run} />
            </span>
            <span>
              <RelativeTime at={run.createdAt} />
              {run.createdBy && ` · ${run.createdBy}`}
            </span>
          </>
        }
        actions={run.canStop && <Actions team={team} run={run} />}
      />
      <div className="flex flex-col gap-6">
        <Lineage team={team} run={run} />
        {isLost && (
          <p role="status" className="text-sm text-ochre-ink">
            {t("reconnecting")}
          </p>
        )}
        <Outcome team={team} run={run} />
        <RunProgressBar run={run} />
        <Tabs
          label={t("panels.label")}
          value={panel}
          onChange={(next) => void setPanel(next)}
          items={[
            {
              value: "curves",
              label: t("panels.curves"),
              content: <Curves points={curves} isLoaded={isLoaded} isOver={isFinal(run.status)} />,
            },
            {
              value: "log",
              label: t("panels.log"),
              content: (
                <RunLog
                  team={team}
                  number={run.number}
                  chunks={chunks}
                  hasEarlier={hasEarlierLogs}
                  isOver={isFinal(run.status)}
                />
              ),
            },
            {
              value: "files",
              label: t("panels.files"),
              count: run.artifacts.length || undefined,
              content: <ArtifactTable artifacts={run.artifacts} />,
            },
            {
              value: "attempts",
              label: t("panels.attempts"),
              count: run.attempts.length || undefined,
              content: <AttemptTable attempts={run.attempts} />,
            },
            { value: "settings", label: t("panels.settings"), content: <RunConfig run={run} /> },
          ]}
        />
      </div>
    </>
  );
}

function Actions({ team, run }: { team: string; run: RunDetail }) {
  const t = useTranslations("runs");
  const trpc = useTRPC();
  const router = useRouter();
  const wording = useErrorMessage();
  const cancel = useMutation(trpc.runs.cancel.mutationOptions());
  const retry = useMutation(
    trpc.runs.retry.mutationOptions({
      onSuccess: ({ number }) => router.push(`/t/${team}/runs/${number}`),
      onError: (error) => toast.error(wording(error)),
    }),
  );
  if (isFinal(run.status)) {
    return (
      <>
        {run.kind === "train" && (
          <LinkButton href={`/t/${team}/runs/new?from=${run.number}`} icon={<Copy aria-hidden="true" />}>
            {t("clone")}
          </LinkButton>
        )}
        <Button
          icon={<RotateCcw aria-hidden="true" />}
          pending={retry.isPending}
          onClick={() => retry.mutate({ team, number: run.number })}
        >
          {t("retry")}
        </Button>
      </>
    );
  }
  return (
    <ConfirmDestroy
      title={t("cancelTitle", { number: run.number })}
      consequence={run.status === "queued" ? t("cancelQueued") : t("cancelRunning")}
      confirmLabel={t("cancelConfirm")}
      onConfirm={() => cancel.mutateAsync({ team, number: run.number })}
      trigger={
        <Button icon={<CircleStop aria-hidden="true" />} disabled={run.cancelRequestedAt !== null}>
          {run.cancelRequestedAt ? t("cancelling") : t("cancel")}
        </Button>
      }
    />
  );
}
