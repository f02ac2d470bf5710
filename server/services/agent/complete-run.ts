import { isDeepStrictEqual } from "node:util";
import type { Transaction } from "@/db/client";
import { endAttempt, requeueRun } from "@/db/queries/lease";
import { finishRun } from "@/db/queries/run";
import { asSystem } from "@/db/scope";
import type { Lease } from "@/lib/protocol/agent";
import { type Completion, HELD_STATUSES, type RunStatus } from "@/lib/protocol/run";
import { AppError } from "../../errors";
import { recordScore } from "../boards/record-score";
import { registerModel } from "../models/register-model";
import { announceRunState } from "./announce-run";
import { findAttempt, type HeldRun } from "./hold-lease";
import type { WorkerContext } from "./worker-context";

/**
 * Ends an attempt with what its worker reports. A success registers the model or the score in the same
 * transaction. The same report again gets the stored outcome; another one for the same attempt is refused.
 */
export async function completeRun(
  ctx: WorkerContext,
  params: { lease: Lease; completion: Completion },
): Promise<{ status: RunStatus }> {
  const { lease, completion } = params;
  return asSystem(ctx.db, async (tx) => {
    const held = await findAttempt(tx, ctx, lease);
    const { completion: stored, outcome } = held.attempt;
    if (stored) {
      if (isDeepStrictEqual(stored, withoutUndefined(completion))) return { status: held.run.status };
      throw new AppError("conflict", "run.alreadyCompleted", {
        args: { outcome: outcome ?? stored.outcome },
      });
    }
    requireHeld(held, lease);
    const [status] = await Promise.all([end(tx, ctx, held, completion), announceRunState(tx, held.run)]);
    return { status };
  });
}

function requireHeld({ run }: HeldRun, lease: Lease): void {
  const isHeld = HELD_STATUSES.some((status) => status === run.status) && run.attempt === lease.attempt;
  if (!isHeld) throw new AppError("stale", "run.leaseLost", { args: { attempt: lease.attempt } });
}

async function end(
  tx: Transaction,
  ctx: WorkerContext,
  { run }: HeldRun,
  completion: Completion,
): Promise<RunStatus> {
  const failure = completion.outcome === "failed" ? completion.failure : null;
  const { id: runId, attempt, teamId } = run;
  const ended = endAttempt(tx, { runId, attempt, outcome: completion.outcome, failure, completion });
  if (completion.outcome === "failed" && run.failureBudget > 0 && !run.cancelRequestedAt) {
    await Promise.all([ended, requeueRun(tx, { runId, costs: "failure" })]);
    return "queued";
  }
  const summary = completion.outcome === "succeeded" ? completion.summary : null;
  await Promise.all([ended, finishRun(tx, { runId, status: completion.outcome, failure, summary })]);
  if (completion.outcome === "succeeded") {
    const register = run.kind === "train" ? registerModel : recordScore;
    await register(tx, { blobs: ctx.blobs }, { teamId, runId });
  }
  return completion.outcome;
}

/** As it comes back from a jsonb column. */
function withoutUndefined(completion: Completion): unknown {
  return JSON.parse(JSON.stringify(completion));
}
