import { renewLease as prolong } from "@/db/queries/lease";
import { findWorkerOfToken } from "@/db/queries/worker";
import { asSystem } from "@/db/scope";
import { LEASE_MS, type LeaseRenewal } from "@/lib/protocol/agent";
import { announceRun, announceRunState } from "./announce-run";
import { holdLease } from "./hold-lease";
import type { WorkerContext } from "./worker-context";

/** Prolongs a lease and notes how far the run is; answers what people asked of it meanwhile. */
export async function renewLease(ctx: WorkerContext, renewal: LeaseRenewal) {
  return asSystem(ctx.db, async (tx) => {
    const { run } = await holdLease(tx, ctx, renewal.lease);
    // A run never goes back from finalizing to running: its trainer has ended.
    const status = run.status === "finalizing" ? "finalizing" : renewal.status;
    await prolong(tx, { runId: run.id, status, progress: renewal.progress, leaseMs: LEASE_MS });
    if (status === run.status) await announceRun(tx, run);
    else await announceRunState(tx, run);
    const worker =
      run.workerId && (await findWorkerOfToken(tx, { workerId: run.workerId, tokenId: ctx.worker.tokenId }));
    return {
      leaseMs: LEASE_MS,
      cancel: run.cancelRequestedAt !== null,
      draining: worker ? worker.draining : false,
    };
  });
}
