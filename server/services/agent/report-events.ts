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
    if (report.started) await markAttemptStarted(tx, { ...where, ...report.started });
    const stored = await insertMetrics(tx, { ...where, points: report.metrics });
    if (report.progress) await setProgress(tx, { runId: run.id, progress: report.progress });
    await insertLogs(tx, { ...where, chunks: report.logs });
    await announceRun(tx, run);
    return { stored };
  });
}
