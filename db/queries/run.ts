import { and, asc, desc, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import type { BenchmarkId, DatasetId, DatasetVersionId, ModelId, RunId, TeamId, UserId } from "@/lib/ids";
import {
  HELD_STATUSES,
  type RecipeConfig,
  type RunFailure,
  type RunKind,
  type RunRequirements,
  type RunStatus,
} from "@/lib/protocol/run";
import type { Transaction } from "../client";
import { dataset, datasetVersion } from "../schema/dataset";
import { user } from "../schema/identity";
import { run, runAttempt, worker } from "../schema/training";

export type NewRun = {
  teamId: TeamId;
  kind: RunKind;
  recipe: string;
  name: string;
  config: RecipeConfig;
  seed: number;
  datasetId: DatasetId;
  datasetVersionId: DatasetVersionId;
  modelId?: ModelId | null;
  benchmarkId?: BenchmarkId | null;
  requirements: RunRequirements;
  priority?: number;
  createdBy: UserId | null;
};

/** Queues a run under the team's next number. */
export async function insertRun(tx: Transaction, params: NewRun) {
  // Two starts at once take turns, so that neither meets the other's number.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`run-number:${params.teamId}`}, 0))`);
  const [last] = await tx
    .select({ number: sql<number>`coalesce(max(${run.number}), 0)::int` })
    .from(run)
    .where(eq(run.teamId, params.teamId));
  const [row] = await tx
    .insert(run)
    .values({ ...params, number: (last?.number ?? 0) + 1 })
    .returning();
  if (!row) throw new Error("insert returned no row");
  return row;
}

const runRow = {
  id: run.id,
  teamId: run.teamId,
  number: run.number,
  kind: run.kind,
  recipe: run.recipe,
  name: run.name,
  config: run.config,
  seed: run.seed,
  status: run.status,
  attempt: run.attempt,
  requirements: run.requirements,
  progress: run.progress,
  summary: run.summary,
  failure: run.failure,
  cancelRequestedAt: run.cancelRequestedAt,
  createdAt: run.createdAt,
  startedAt: run.startedAt,
  finishedAt: run.finishedAt,
  datasetVersionId: run.datasetVersionId,
  modelId: run.modelId,
  benchmarkId: run.benchmarkId,
  dataset: { slug: dataset.slug, name: dataset.name, version: datasetVersion.number },
  createdBy: user.name,
  worker: worker.name,
};

function selectRuns(tx: Transaction) {
  return tx
    .select(runRow)
    .from(run)
    .innerJoin(dataset, eq(dataset.id, run.datasetId))
    .innerJoin(datasetVersion, eq(datasetVersion.id, run.datasetVersionId))
    .leftJoin(user, eq(user.id, run.createdBy))
    .leftJoin(worker, eq(worker.id, run.workerId));
}

export type RunRow = Awaited<ReturnType<typeof selectRuns>>[number];

/** A team's run by its number, with what it was trained on and by whom, or undefined. */
export async function findRunByNumber(tx: Transaction, params: { teamId: TeamId; number: number }) {
  const [row] = await selectRuns(tx).where(and(eq(run.teamId, params.teamId), eq(run.number, params.number)));
  return row;
}

/** A team's runs, newest first, a page from below `beforeNumber`. */
export function listRunsOfTeam(
  tx: Transaction,
  params: {
    teamId: TeamId;
    statuses: RunStatus[] | null;
    kind: RunKind | null;
    recipe: string | null;
    datasetSlug: string | null;
    beforeNumber: number | null;
    limit: number;
  },
) {
  return selectRuns(tx)
    .where(
      and(
        eq(run.teamId, params.teamId),
        params.statuses ? inArray(run.status, params.statuses) : undefined,
        params.kind ? eq(run.kind, params.kind) : undefined,
        params.recipe ? eq(run.recipe, params.recipe) : undefined,
        params.datasetSlug ? eq(dataset.slug, params.datasetSlug) : undefined,
        params.beforeNumber ? lt(run.number, params.beforeNumber) : undefined,
      ),
    )
    .orderBy(desc(run.number))
    .limit(params.limit);
}

/** Every attempt at a run, oldest first, with the worker that made it. */
export function listAttempts(tx: Transaction, params: { runId: RunId }) {
  return tx
    .select({
      attempt: runAttempt.attempt,
      worker: worker.name,
      device: runAttempt.device,
      resumedStep: runAttempt.resumedStep,
      outcome: runAttempt.outcome,
      failure: runAttempt.failure,
      startedAt: runAttempt.startedAt,
      endedAt: runAttempt.endedAt,
    })
    .from(runAttempt)
    .leftJoin(worker, eq(worker.id, runAttempt.workerId))
    .where(eq(runAttempt.runId, params.runId))
    .orderBy(asc(runAttempt.attempt));
}

/** Locks a run's row for a change of state. */
export async function lockRun(tx: Transaction, params: { runId: RunId }) {
  const [row] = await tx.select().from(run).where(eq(run.id, params.runId)).for("update");
  return row;
}

/** Marks that a person asked a held run to stop; the worker hears of it at its next renewal. */
export async function requestCancel(
  tx: Transaction,
  params: { runId: RunId; userId: UserId | null },
): Promise<void> {
  await tx
    .update(run)
    .set({ cancelRequestedAt: sql`now()`, cancelRequestedBy: params.userId })
    .where(and(eq(run.id, params.runId), isNull(run.cancelRequestedAt)));
}

/** Ends a run for good. */
export async function finishRun(
  tx: Transaction,
  params: {
    runId: RunId;
    status: "succeeded" | "failed" | "cancelled" | "dead";
    failure: RunFailure | null;
    summary: Record<string, unknown> | null;
  },
): Promise<void> {
  const { runId, status, failure, summary } = params;
  await tx
    .update(run)
    .set({ status, failure, summary, leaseUntil: null, finishedAt: sql`now()` })
    .where(eq(run.id, runId));
}

/** How many runs wait or are at work for a team. */
export async function countActiveRuns(tx: Transaction, params: { teamId: TeamId }) {
  const [row] = await tx
    .select({
      queued: sql<number>`count(*) filter (where ${run.status} = 'queued')::int`,
      held: sql<number>`count(*) filter (where ${inArray(run.status, [...HELD_STATUSES])})::int`,
    })
    .from(run)
    .where(eq(run.teamId, params.teamId));
  return row ?? { queued: 0, held: 0 };
}
