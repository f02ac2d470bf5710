import { endAttempt, requeueRun } from "@/db/queries/lease";
import { finishRun } from "@/db/queries/run";
import { asSystem } from "@/db/scope";
import type { Lease, ReleaseReason } from "@/lib/protocol/agent";
import type { RunStatus } from "@/lib/protocol/run";
import { announceRunState } from "./announce-run";
import { holdLease } from "./hold-lease";
import { loseRun } from "./lose-run";
import type { WorkerContext } from "./worker-context";

/**
 * A worker gives a run back before it is done. Stopping in order costs the run nothing; coming back after a
 * crash counts as a lost lease. A run that was asked to stop meanwhile is cancelled.
 */
export async function releaseRun(
  ctx: WorkerContext,
  params: { lease: Lease; reason: ReleaseReason },
): Promise<{ status: RunStatus }> {
  return asSystem(ctx.db, async (tx) => {
    const { run } = await holdLease(tx, ctx, params.lease);
    if (params.reason === "crashed") return { status: await loseRun(tx, run) };
    const { id: runId, attempt } = run;
    const isCancelled = run.cancelRequestedAt !== null;
    await endAttempt(tx, { runId, attempt, outcome: isCancelled ? "cancelled" : "released" });
    if (isCancelled) await finishRun(tx, { runId, status: "cancelled", failure: null, summary: null });
    else await requeueRun(tx, { runId, costs: "nothing" });
    await announceRunState(tx, run);
    return { status: isCancelled ? "cancelled" : "queued" };
  });
}
