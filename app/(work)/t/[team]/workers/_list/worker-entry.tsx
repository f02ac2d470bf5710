"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { toast } from "sonner";
import { useTRPC } from "@/app/_trpc/client";
import { Badge, type BadgeTone } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { RelativeTime } from "@/app/_ui/relative-time";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { EnvironmentProgress } from "./environment-progress";
import type { Worker } from "./worker-list";

const TONES: Record<Worker["state"], BadgeTone> = {
  ready: "done",
  working: "live",
  preparing: "live",
  failed: "failed",
  draining: "attention",
  away: "attention",
  stopped: "neutral",
};

/** One worker: what it is, what it does, and how far its environment is. */
export function WorkerEntry({ worker, team, canDrain }: { worker: Worker; team: string; canDrain: boolean }) {
  const t = useTranslations("workers");
  const isHere = worker.state !== "stopped" && worker.state !== "away";
  return (
    <li className="flex flex-col gap-3 py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="flex min-w-0 flex-col gap-1">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h3 className="font-semibold break-words">{worker.name}</h3>
            <Badge tone={TONES[worker.state]}>{t(`state.${worker.state}`)}</Badge>
            {worker.isServerWide && <span className="text-xs text-ink-faint">{t("serverWide")}</span>}
          </div>
          <p className="text-sm text-ink-soft tabular-nums">
            <Hardware worker={worker} />
          </p>
          <p className="text-sm text-ink-soft">
            {worker.run ? (
              <Link
                href={`/t/${team}/runs/${worker.run.number}`}
                className="text-pigment underline underline-offset-2"
              >
                {t("worksOn", { number: worker.run.number, name: worker.run.name })}
              </Link>
            ) : worker.isBusyElsewhere ? (
              t("busyElsewhere")
            ) : (
              <>
                {t("seen")} <RelativeTime at={worker.lastSeenAt} />
              </>
            )}
          </p>
        </div>
        {canDrain && isHere && <DrainButton worker={worker} team={team} />}
      </div>
      {isHere && <EnvironmentProgress environment={worker.environment} />}
    </li>
  );
}

function Hardware({ worker }: { worker: Worker }) {
  const t = useTranslations("workers");
  const format = useFormatter();
  const { cpus, memoryMiB, gpus } = worker.hardware;
  const gigabytes = (mib: number) => format.number(mib / 1024, { maximumFractionDigits: 0 });
  const names = gpus.map((gpu) => `${gpu.name} ${t("gigabytes", { count: gigabytes(gpu.memoryMiB) })}`);
  const parts = [
    gpus.length > 0 ? names.join(", ") : t("noGpu"),
    t("cpus", { count: cpus }),
    t("memory", { count: gigabytes(memoryMiB) }),
    ...worker.labels,
  ];
  return parts.join(" · ");
}

function DrainButton({ worker, team }: { worker: Worker; team: string }) {
  const t = useTranslations("workers");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const wording = useErrorMessage();
  const drain = useMutation(
    trpc.workers.drain.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.workers.list.queryKey({ team }) }),
      onError: (error) => toast.error(wording(error)),
    }),
  );
  return (
    <Button
      size="small"
      pending={drain.isPending}
      title={worker.draining ? t("resumeHint") : t("drainHint")}
      onClick={() => drain.mutate({ team, workerId: worker.id, draining: !worker.draining })}
    >
      {worker.draining ? t("resume") : t("drain")}
    </Button>
  );
}
