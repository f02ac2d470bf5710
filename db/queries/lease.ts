import { and, asc, desc, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import type { RunId, TeamId, TokenId, WorkerId } from "@/lib/ids";
import {
  type AttemptOutcome,
  type Completion,
  HELD_STATUSES,
  type RunFailure,
  type RunProgress,
} from "@/lib/protocol/run";
import type { Transaction } from "../client";
import { run, runAttempt, worker } from "../schema/training";

const heldStatus = inArray(run.status, [...HELD_STATUSES]);

function untilFromNow(leaseMs: number) {
  return sql`now() + make_interval(secs => ${leaseMs / 1000})`;
}

/**
 * Takes the most urgent queued run that this worker can do, for an attempt that `insertAttempt` begins.
 * Rows that other claims look at in this moment are skipped, so each run goes to one worker.
 */
export async function claimNextRun(
  tx: Transaction,
  params: {
    workerId: WorkerId;
    /** Null: every team's runs. */
    teamId: TeamId | null;
    gpus: number;
    gpuMemoryMiB: number;
    memoryMiB: number;
    labels: string[];
    leaseMs: number;
  },
) {
  const next = tx
    .select({ id: run.id })
    .from(run)
    .where(
      and(
        eq(run.status, "queued"),
        isNull(run.cancelRequestedAt),
        params.teamId ? eq(run.teamId, params.teamId) : undefined,
        sql`(${run.requirements}->>'gpus')::int <= ${params.gpus}`,
        sql`(${run.requirements}->>'gpuMemoryMiB')::int <= ${params.gpuMemoryMiB}`,
        sql`(${run.requirements}->>'memoryMiB')::int <= ${params.memoryMiB}`,
        sql`${run.requirements}->'labels' <@ ${JSON.stringify(params.labels)}::jsonb`,
      ),
    )
    .orderBy(desc(run.priority), asc(run.createdAt))
    .limit(1)
    .for("update", { skipLocked: true });
  const [claimed] = await tx
    .update(run)
    .set({
      status: "leased",
      attempt: sql`${run.attempt} + 1`,
      workerId: params.workerId,
      leaseUntil: untilFromNow(params.leaseMs),
      progress: null,
      startedAt: sql`coalesce(${run.startedAt}, now())`,
    })
    .where(eq(run.id, next))
    .returning();
  return claimed;
}

/** Begins the attempt that a claim made room for. */
export async function insertAttempt(
  tx: Transaction,
  params: { runId: RunId; teamId: TeamId; attempt: number; workerId: WorkerId; leaseTokenHash: string },
): Promise<void> {
  await tx.insert(runAttempt).values(params);
}

/**
 * Locks the run and the attempt that a worker speaks of, and reads the token its worker registered by. Both are
 * locked, as only a locked row is read anew after a wait: else a repeated report could miss what the first stored.
 */
export async function lockAttempt(tx: Transaction, params: { runId: RunId; attempt: number }) {
  const [row] = await tx
    .select({ run, attempt: runAttempt, tokenId: worker.tokenId })
    .from(run)
    .innerJoin(runAttempt, eq(runAttempt.runId, run.id))
    .innerJoin(worker, eq(worker.id, runAttempt.workerId))
    .where(and(eq(run.id, params.runId), eq(runAttempt.attempt, params.attempt)))
    .for("update", { of: [run, runAttempt] });
  return row;
}

/** Prolongs a lease that its holder proved to have. */
export async function renewLease(
  tx: Transaction,
  params: { runId: RunId; status: "running" | "finalizing"; progress: RunProgress | null; leaseMs: number },
): Promise<void> {
  const { status, progress } = params;
  await tx
    .update(run)
    .set({ status, leaseUntil: untilFromNow(params.leaseMs), ...(progress ? { progress } : {}) })
    .where(eq(run.id, params.runId));
}

export async function setProgress(
  tx: Transaction,
  params: { runId: RunId; progress: RunProgress },
): Promise<void> {
  await tx.update(run).set({ progress: params.progress }).where(eq(run.id, params.runId));
}

/** Notes where an attempt's trainer started from, and on what. */
export async function markAttemptStarted(
  tx: Transaction,
  params: { runId: RunId; attempt: number; resumedStep: number; device: string },
): Promise<void> {
  const { runId, attempt, resumedStep, device } = params;
  await tx
    .update(runAttempt)
    .set({ resumedStep, device })
    .where(and(eq(runAttempt.runId, runId), eq(runAttempt.attempt, attempt)));
}

export async function endAttempt(
  tx: Transaction,
  params: {
    runId: RunId;
    attempt: number;
    outcome: AttemptOutcome;
    failure?: RunFailure | null;
    completion?: Completion | null;
  },
): Promise<void> {
  const { runId, attempt, outcome, failure = null, completion = null } = params;
  await tx
    .update(runAttempt)
    .set({ outcome, failure, completion, endedAt: sql`now()` })
    .where(and(eq(runAttempt.runId, runId), eq(runAttempt.attempt, attempt)));
}

/** Puts a run back into the queue for its next attempt, with the budget that its end cost. */
export async function requeueRun(
  tx: Transaction,
  params: { runId: RunId; costs: "lost" | "failure" | "nothing" },
): Promise<void> {
  await tx
    .update(run)
    .set({
      status: "queued",
      leaseUntil: null,
      progress: null,
      ...(params.costs === "lost" ? { lostBudget: sql`${run.lostBudget} - 1` } : {}),
      ...(params.costs === "failure" ? { failureBudget: sql`${run.failureBudget} - 1` } : {}),
    })
    .where(eq(run.id, params.runId));
}

/** Locks held runs whose lease has run out by the database's clock; those another sweep has are skipped. */
export function lockExpiredRuns(tx: Transaction, params: { limit: number }) {
  return tx
    .select()
    .from(run)
    .where(and(heldStatus, lt(run.leaseUntil, sql`now()`)))
    .limit(params.limit)
    .for("update", { skipLocked: true });
}

/** The run that a worker's token holds now, for reading what the run needs. */
export async function findHeldRunOfToken(tx: Transaction, params: { runId: RunId; tokenId: TokenId }) {
  const [row] = await tx
    .select({ id: run.id, teamId: run.teamId, datasetVersionId: run.datasetVersionId, modelId: run.modelId })
    .from(run)
    .innerJoin(worker, eq(worker.id, run.workerId))
    .where(and(eq(run.id, params.runId), eq(worker.tokenId, params.tokenId), heldStatus));
  return row;
}
