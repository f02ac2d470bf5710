import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { BenchmarkId, DatasetVersionId, RunId, TeamId } from "@/lib/ids";
import type { SplitName } from "@/lib/protocol/dataset-version";
import type { Transaction } from "../client";
import { blob } from "../schema/dataset";
import { model, score } from "../schema/model";
import { run } from "../schema/training";

/** Writes a score; a later run of the same model on the same benchmark replaces the earlier score. */
export async function upsertScore(tx: Transaction, params: typeof score.$inferInsert) {
  const { teamId: _team, benchmarkId: _benchmark, modelId: _model, id: _id, ...changes } = params;
  const [row] = await tx
    .insert(score)
    .values(params)
    .onConflictDoUpdate({
      target: [score.benchmarkId, score.modelId],
      set: { ...changes, createdAt: sql`now()` },
    })
    .returning();
  if (!row) throw new Error("upsert returned no row");
  return row;
}

export async function findScoreOfRun(tx: Transaction, params: { teamId: TeamId; runId: RunId }) {
  const [row] = await tx
    .select({ id: score.id })
    .from(score)
    .where(and(eq(score.teamId, params.teamId), eq(score.runId, params.runId)));
  return row;
}

/** A board's scores with what made them, best first. */
export function listScoresOfBenchmark(tx: Transaction, params: { teamId: TeamId; benchmarkId: BenchmarkId }) {
  return tx
    .select({
      id: score.id,
      value: score.value,
      low: score.low,
      high: score.high,
      samples: score.samples,
      images: score.images,
      details: score.details,
      leaked: score.leaked,
      predictionsSha256: score.predictionsSha256,
      createdAt: score.createdAt,
      modelId: model.id,
      modelSlug: model.slug,
      modelName: model.name,
      modelTask: model.task,
      onnxBytes: model.onnxBytes,
      onnxSha256: model.onnxSha256,
      runNumber: run.number,
    })
    .from(score)
    .innerJoin(model, eq(model.id, score.modelId))
    .leftJoin(run, eq(run.id, score.runId))
    .where(and(eq(score.teamId, params.teamId), eq(score.benchmarkId, params.benchmarkId)))
    .orderBy(desc(score.value), desc(score.createdAt));
}

/** Runs that will still bring a score to this board. */
export function listPendingScoreRuns(tx: Transaction, params: { teamId: TeamId; benchmarkId: BenchmarkId }) {
  return tx
    .select({ number: run.number, status: run.status, modelId: run.modelId, modelName: model.name })
    .from(run)
    .innerJoin(model, eq(model.id, run.modelId))
    .where(
      and(
        eq(run.teamId, params.teamId),
        eq(run.benchmarkId, params.benchmarkId),
        eq(run.kind, "score"),
        inArray(run.status, ["queued", "leased", "running", "finalizing"]),
      ),
    );
}

/** The predictions blob of one model's score on one board. */
export async function findPredictions(
  tx: Transaction,
  params: { teamId: TeamId; benchmarkId: BenchmarkId; modelSlug: string },
) {
  const [row] = await tx
    .select({ sha256: score.predictionsSha256, bytes: blob.bytes })
    .from(score)
    .innerJoin(model, eq(model.id, score.modelId))
    .innerJoin(blob, eq(blob.sha256, score.predictionsSha256))
    .where(
      and(
        eq(score.teamId, params.teamId),
        eq(score.benchmarkId, params.benchmarkId),
        eq(model.slug, params.modelSlug),
      ),
    );
  return row;
}

/**
 * How many pictures of a benchmark's split the model has seen: the same bytes, or the same group of the same
 * dataset, in the training or validation split of the version it was trained on.
 */
export async function countLeakedPictures(
  tx: Transaction,
  params: { teamId: TeamId; trainedOn: DatasetVersionId; testedOn: DatasetVersionId; split: SplitName },
) {
  const [row] = await tx.execute<{ pictures: number; grouped: number }>(sql`
    with seen as (
      select i.blob_sha256, i.group_key, v.dataset_id
      from dataset_version_item i join dataset_version v on v.id = i.version_id
      where i.version_id = ${params.trainedOn} and i.team_id = ${params.teamId} and i.split in ('train', 'val')
    ), tested as (
      select i.blob_sha256, i.group_key, v.dataset_id
      from dataset_version_item i join dataset_version v on v.id = i.version_id
      where i.version_id = ${params.testedOn} and i.team_id = ${params.teamId} and i.split = ${params.split}
    )
    select
      (count(*) filter (where same_bytes))::int as pictures,
      (count(*) filter (where same_bytes or same_group))::int as grouped
    from (
      select
        exists (select from seen where seen.blob_sha256 = tested.blob_sha256) as same_bytes,
        exists (
          select from seen where seen.group_key = tested.group_key and seen.dataset_id = tested.dataset_id
        ) as same_group
      from tested
    ) overlap`);
  return row ?? { pictures: 0, grouped: 0 };
}
