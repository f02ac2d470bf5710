import type { Transaction } from "@/db/client";
import { lockAttempt } from "@/db/queries/lease";
import type { Lease } from "@/lib/protocol/agent";
import { HELD_STATUSES } from "@/lib/protocol/run";
import { hashSecret } from "../../auth/secret-hash";
import { AppError } from "../../errors";
import type { WorkerContext } from "./worker-context";

/** What a lease proves to hold: the run's row, locked for this transaction, and the attempt. */
export type HeldRun = NonNullable<Awaited<ReturnType<typeof lockAttempt>>>;

/**
 * The fence before every write of a worker. Locks the run, so that writes of one run take turns, and throws
 * `stale` unless run, attempt, secret and the worker's own token fit and the run is still this attempt's.
 * A lease that ran out but that nobody took yet still holds: only the secret's next owner makes it stale.
 */
export async function holdLease(tx: Transaction, ctx: WorkerContext, lease: Lease): Promise<HeldRun> {
  const found = await findAttempt(tx, ctx, lease);
  const isHeld = HELD_STATUSES.some((status) => status === found.run.status);
  if (!isHeld || found.run.attempt !== lease.attempt) throw staleLease(lease);
  return found;
}

/** The attempt that a lease speaks of, also when it is over. Throws `stale` when it is not this worker's. */
export async function findAttempt(tx: Transaction, ctx: WorkerContext, lease: Lease): Promise<HeldRun> {
  const found = await lockAttempt(tx, { runId: lease.runId, attempt: lease.attempt });
  const isHolder =
    found !== undefined &&
    found.tokenId === ctx.worker.tokenId &&
    found.attempt.leaseTokenHash === hashSecret(lease.leaseToken);
  if (!isHolder) throw staleLease(lease);
  return found;
}

function staleLease(lease: Lease): AppError {
  return new AppError("stale", "run.leaseLost", { args: { attempt: lease.attempt } });
}
