import { markAttemptStarted, setProgress } from "@/db/queries/lease";
import { insertLogs } from "@/db/queries/run-log";
import { insertMetrics } from "@/db/queries/run-metric";
import { asSystem } from "@/db/scope";
import type { Lease, RunReport } from "@/lib/protocol/agent";
import { announceRun } from "./announce-run";
import { holdLease } from "./hold-lease";
import type { WorkerContext } from "./worker-context";

/** Stores one batch of an attempt's metrics and log. The same batch again changes nothing. */
export async function reportEvents(ctx: WorkerContext, params: { lease: Lease; report: RunReport }) {
  const { lease, report } = params;
  return asSystem(ctx.db, async (tx) => {
    const { run } = await holdLease(tx, ctx, lease);
    const where = { runId: run.id, teamId: run.teamId, attempt: lease.attempt };
    // None needs another's answer, so they share a round trip.
    const [stored] = await Promise.all([
      insertMetrics(tx, { ...where, points: report.metrics }),
      report.started && markAttemptStarted(tx, { ...where, ...report.started }),
      report.progress && setProgress(tx, { runId: run.id, progress: report.progress }),
      insertLogs(tx, { ...where, chunks: report.logs }),
      announceRun(tx, run),
    ]);
    return { stored };
  });
}
