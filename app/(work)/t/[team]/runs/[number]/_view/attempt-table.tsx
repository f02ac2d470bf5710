"use client";

import { useTranslations } from "next-intl";
import { Badge, type BadgeTone } from "@/app/_ui/badge";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Table, Td, Th, Tr } from "@/app/_ui/table";
import type { AttemptOutcome } from "@/lib/protocol/run";
import { Duration } from "../../_parts/duration";
import type { RunDetail } from "./run-detail";

const TONES: Record<AttemptOutcome, BadgeTone> = {
  succeeded: "done",
  failed: "failed",
  cancelled: "neutral",
  released: "neutral",
  lost: "attention",
};

/** Who tried, from which step on, and how each try ended. */
export function AttemptTable({ attempts }: { attempts: RunDetail["attempts"] }) {
  const t = useTranslations("runs");
  if (attempts.length === 0) return <p className="text-sm text-ink-soft">{t("attempts.none")}</p>;
  return (
    <Table aria-label={t("panels.attempts")}>
      <thead>
        <Tr>
          <Th>{t("attempts.attempt")}</Th>
          <Th>{t("attempts.outcome")}</Th>
          <Th>{t("attempts.worker")}</Th>
          <Th numeric>{t("attempts.from")}</Th>
          <Th numeric>{t("column.duration")}</Th>
          <Th className="max-sm:hidden">{t("column.started")}</Th>
        </Tr>
      </thead>
      <tbody>
        {attempts.map((attempt) => (
          <Tr key={attempt.attempt}>
            <Td className="tabular-nums">{attempt.attempt}</Td>
            <Td>
              {attempt.outcome ? (
                <Badge tone={TONES[attempt.outcome]}>{t(`attempts.${attempt.outcome}`)}</Badge>
              ) : (
                <Badge tone="live">{t("attempts.atWork")}</Badge>
              )}
              {attempt.failure && (
                <span className="mt-0.5 block max-w-prose text-xs text-ink-soft">
                  {attempt.failure.message.slice(0, 200)}
                </span>
              )}
            </Td>
            <Td>
              {attempt.worker ?? "–"}
              {attempt.device && <span className="text-ink-faint"> · {attempt.device}</span>}
            </Td>
            <Td numeric className="tabular-nums">
              {attempt.resumedStep === null ? "–" : t("attempts.step", { step: attempt.resumedStep })}
            </Td>
            <Td numeric className="tabular-nums">
              {attempt.endedAt ? (
                <Duration ms={attempt.endedAt.getTime() - attempt.startedAt.getTime()} />
              ) : (
                "–"
              )}
            </Td>
            <Td className="max-sm:hidden">
              <RelativeTime at={attempt.startedAt} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
