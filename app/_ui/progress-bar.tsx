"use client";

import { Progress } from "@base-ui/react/progress";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

export interface ProgressBarProps {
  /** What is going on: "Reading annotations". */
  label: ReactNode;
  /** 0 to 1, or null when the end is not known. */
  value: number | null;
  /** At the right: "120 of 200", a rate, a remaining time. Without it, the percentage. */
  detail?: ReactNode;
  hideLabel?: boolean | undefined;
  tone?: "live" | "done" | "failed" | undefined;
}

const TONES = { live: "bg-pigment", done: "bg-ink", failed: "bg-vermilion" } as const;

/** True progress of long work. */
export function ProgressBar({ label, value, detail, hideLabel = false, tone = "live" }: ProgressBarProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 1000) / 10;
  return (
    <Progress.Root value={percent} className="flex flex-col gap-1.5">
      <div className={hideLabel ? "sr-only" : "flex items-baseline justify-between gap-3 text-sm"}>
        <Progress.Label>{label}</Progress.Label>
        <span className="text-xs text-ink-soft">{detail ?? (percent !== null && <Progress.Value />)}</span>
      </div>
      <Progress.Track className="h-1 overflow-hidden rounded-full bg-line">
        {percent === null ? (
          <div className={classNames("h-full w-1/3 animate-drift rounded-full", TONES[tone])} />
        ) : (
          <Progress.Indicator
            className={classNames(
              "h-full rounded-full transition-[width] duration-200 ease-settle",
              TONES[tone],
            )}
          />
        )}
      </Progress.Track>
    </Progress.Root>
  );
}
