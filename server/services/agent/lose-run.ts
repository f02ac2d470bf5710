import type { Transaction } from "@/db/client";
import { endAttempt, type lockExpiredRuns, requeueRun } from "@/db/queries/lease";
import { finishRun } from "@/db/queries/run";
import type { RunStatus } from "@/lib/protocol/run";
import { announceRunState } from "./announce-run";

type LockedRun = Awaited<ReturnType<typeof lockExpiredRuns>>[number];

/**
 * Takes a locked run from a worker that is gone: back into the queue for the next attempt, or dead once
 * three workers in a row vanished under it, or cancelled if that was asked.
 */
export async function loseRun(tx: Transaction, run: LockedRun): Promise<RunStatus> {
  const { id: runId, attempt } = run;
  await endAttempt(tx, { runId, attempt, outcome: "lost" });
  const status = await settle(tx, run);
  await announceRunState(tx, run);
  return status;
}

async function settle(tx: Transaction, run: LockedRun): Promise<RunStatus> {
  const runId = run.id;
  if (run.cancelRequestedAt) {
    await finishRun(tx, { runId, status: "cancelled", failure: null, summary: null });
    return "cancelled";
  }
  if (run.lostBudget > 0) {
    await requeueRun(tx, { runId, costs: "lost" });
    return "queued";
  }
  const failure = { code: "worker-lost", message: `Its worker vanished in ${run.attempt} attempts.` };
  await finishRun(tx, { runId, status: "dead", failure, summary: null });
  return "dead";
}
