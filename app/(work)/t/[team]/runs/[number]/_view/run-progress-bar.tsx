"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { ProgressBar } from "@/app/_ui/progress-bar";
import { isFinal, type RunProgress } from "@/lib/protocol/run";
import { Duration } from "../../_parts/duration";
import type { RunDetail } from "./run-detail";

const PHASES = ["fetch", "prepare", "train", "validate", "export", "predict", "evaluate"] as const;

/** How far the present phase is, and for training how long it will still take. */
export function RunProgressBar({ run }: { run: RunDetail }) {
  const t = useTranslations("runs");
  const format = useFormatter();
  const remainingMs = useRemaining(run.progress);
  if (isFinal(run.status) || run.status === "queued") return null;
  const { progress } = run;
  if (!progress) return <ProgressBar label={t("phase.starting")} value={null} />;
  const phase = PHASES.find((name) => name === progress.phase) ?? "prepare";
  return (
    <ProgressBar
      label={run.status === "finalizing" ? t("phase.finalizing") : t(`phase.${phase}`)}
      value={run.status === "finalizing" ? null : progress.total > 0 ? progress.done / progress.total : null}
      detail={
        run.status !== "finalizing" && (
          <span className="tabular-nums">
            {t("ofTotal", { done: format.number(progress.done), total: format.number(progress.total) })}
            {remainingMs !== null && (
              <>
                {" · "}
                {t("remaining")} <Duration ms={remainingMs} />
              </>
            )}
          </span>
        )
      }
    />
  );
}

type Sample = { phase: string; done: number; atMs: number };

/** From the pace since this page first saw the phase; null until two steps have been seen. */
function useRemaining(progress: RunProgress | null): number | null {
  const [first, setFirst] = useState<Sample | null>(null);
  const [latest, setLatest] = useState<Sample | null>(null);
  if (progress && (latest?.phase !== progress.phase || latest.done !== progress.done)) {
    const sample = { phase: progress.phase, done: progress.done, atMs: performance.now() };
    setLatest(sample);
    if (first?.phase !== progress.phase || progress.done < first.done) setFirst(sample);
  }
  if (progress?.phase !== "train" || !first || !latest || latest.done <= first.done) return null;
  const msPerStep = (latest.atMs - first.atMs) / (latest.done - first.done);
  return msPerStep * (progress.total - progress.done);
}
