import { and, asc, desc, eq, inArray, like, sql } from "drizzle-orm";
import type { DatasetVersionId, ModelId, RunId, Sha256, TeamId } from "@/lib/ids";
import type { Transaction } from "../client";
import { blob, dataset, datasetVersion, datasetVersionItem } from "../schema/dataset";
import { user } from "../schema/identity";
import { benchmark, model, score } from "../schema/model";
import { quiz } from "../schema/quiz";
import { artifact, run } from "../schema/training";

const modelColumns = {
  id: model.id,
  slug: model.slug,
  name: model.name,
  task: model.task,
  recipe: model.recipe,
  manifest: model.manifest,
  onnxSha256: model.onnxSha256,
  onnxBytes: model.onnxBytes,
  goldenSha256: model.goldenSha256,
  createdAt: model.createdAt,
  createdBy: user.name,
  runNumber: run.number,
  runSeed: run.seed,
  runConfig: run.config,
  datasetVersionId: model.datasetVersionId,
  datasetSlug: dataset.slug,
  datasetName: dataset.name,
  versionNumber: datasetVersion.number,
  versionCounts: datasetVersion.counts,
  versionLabels: datasetVersion.labels,
};

function selectModels(tx: Transaction) {
  return tx
    .select(modelColumns)
    .from(model)
    .leftJoin(user, eq(user.id, model.createdBy))
    .leftJoin(run, eq(run.id, model.runId))
    .leftJoin(datasetVersion, eq(datasetVersion.id, model.datasetVersionId))
    .leftJoin(dataset, eq(dataset.id, datasetVersion.datasetId));
}

/** A team's models, newest first. */
export function listModels(tx: Transaction, params: { teamId: TeamId }) {
  return selectModels(tx)
    .where(eq(model.teamId, params.teamId))
    .orderBy(desc(model.createdAt), desc(model.id));
}

export async function findModelBySlug(tx: Transaction, params: { teamId: TeamId; slug: string }) {
  const [row] = await selectModels(tx).where(
    and(eq(model.teamId, params.teamId), eq(model.slug, params.slug)),
  );
  return row;
}

export async function findModelById(tx: Transaction, params: { teamId: TeamId; modelId: ModelId }) {
  const [row] = await tx
    .select()
    .from(model)
    .where(and(eq(model.teamId, params.teamId), eq(model.id, params.modelId)));
  return row;
}

export async function findModelOfRun(tx: Transaction, params: { teamId: TeamId; runId: RunId }) {
  const [row] = await tx
    .select({ id: model.id, slug: model.slug })
    .from(model)
    .where(and(eq(model.teamId, params.teamId), eq(model.runId, params.runId)));
  return row;
}

export async function insertModel(tx: Transaction, params: typeof model.$inferInsert) {
  const [row] = await tx.insert(model).values(params).returning();
  if (!row) throw new Error("insert returned no row");
  return row;
}

/** A team's model slugs that begin with `prefix`. */
export async function listModelSlugs(tx: Transaction, params: { teamId: TeamId; prefix: string }) {
  const rows = await tx
    .select({ slug: model.slug })
    .from(model)
    .where(and(eq(model.teamId, params.teamId), like(model.slug, `${params.prefix}%`)));
  return rows.map((row) => row.slug);
}

export async function renameModel(
  tx: Transaction,
  params: { teamId: TeamId; modelId: ModelId; name: string },
) {
  await tx
    .update(model)
    .set({ name: params.name })
    .where(and(eq(model.teamId, params.teamId), eq(model.id, params.modelId)));
}

export async function deleteModel(tx: Transaction, params: { teamId: TeamId; modelId: ModelId }) {
  await tx.delete(model).where(and(eq(model.teamId, params.teamId), eq(model.id, params.modelId)));
}

/** The quizzes in which a model plays. */
export function listQuizzesOfModel(tx: Transaction, params: { teamId: TeamId; modelId: ModelId }) {
  return tx
    .select({ slug: quiz.slug, title: quiz.title })
    .from(quiz)
    .where(and(eq(quiz.teamId, params.teamId), eq(quiz.modelId, params.modelId)));
}

/** A run as its model or score is made from it. */
export async function findRunOutcome(tx: Transaction, params: { teamId: TeamId; runId: RunId }) {
  const [row] = await tx
    .select({
      id: run.id,
      number: run.number,
      kind: run.kind,
      recipe: run.recipe,
      name: run.name,
      attempt: run.attempt,
      datasetId: run.datasetId,
      datasetVersionId: run.datasetVersionId,
      modelId: run.modelId,
      benchmarkId: run.benchmarkId,
      createdBy: run.createdBy,
      datasetName: dataset.name,
      datasetSlug: dataset.slug,
      versionNumber: datasetVersion.number,
      contentHash: datasetVersion.contentHash,
    })
    .from(run)
    .innerJoin(datasetVersion, eq(datasetVersion.id, run.datasetVersionId))
    .innerJoin(dataset, eq(dataset.id, run.datasetId))
    .where(and(eq(run.teamId, params.teamId), eq(run.id, params.runId)));
  return row;
}

/** What one attempt of a run has uploaded whole. */
export function listReadyArtifacts(
  tx: Transaction,
  params: { teamId: TeamId; runId: RunId; attempt: number },
) {
  return tx
    .select({ kind: artifact.kind, name: artifact.name, sha256: artifact.sha256, bytes: artifact.bytes })
    .from(artifact)
    .where(
      and(
        eq(artifact.teamId, params.teamId),
        eq(artifact.runId, params.runId),
        eq(artifact.attempt, params.attempt),
        eq(artifact.status, "ready"),
      ),
    )
    .orderBy(asc(artifact.name));
}

/** Notes that a blob is there; once is enough. */
export async function ensureBlobRow(
  tx: Transaction,
  params: { sha256: Sha256; bytes: number; mime: string },
) {
  await tx.insert(blob).values(params).onConflictDoNothing();
}

/** A model's scores with the board of each, best known first. */
export function listScoresOfModels(tx: Transaction, params: { teamId: TeamId; modelIds: ModelId[] }) {
  return tx
    .select({
      modelId: score.modelId,
      value: score.value,
      low: score.low,
      high: score.high,
      images: score.images,
      leaked: score.leaked,
      createdAt: score.createdAt,
      metric: benchmark.metric,
      boardSlug: benchmark.slug,
      boardName: benchmark.name,
    })
    .from(score)
    .innerJoin(benchmark, eq(benchmark.id, score.benchmarkId))
    .where(and(eq(score.teamId, params.teamId), inArray(score.modelId, params.modelIds)))
    .orderBy(desc(score.value));
}

/** Some pictures of a version's test split, for trying a model on what it was not trained on. */
export function listTestPictures(
  tx: Transaction,
  params: { teamId: TeamId; versionId: DatasetVersionId; limit: number },
) {
  return tx
    .select({
      imageId: datasetVersionItem.imageId,
      fileName: datasetVersionItem.fileName,
      widthPx: datasetVersionItem.widthPx,
      heightPx: datasetVersionItem.heightPx,
    })
    .from(datasetVersionItem)
    .where(
      and(
        eq(datasetVersionItem.teamId, params.teamId),
        eq(datasetVersionItem.versionId, params.versionId),
        eq(datasetVersionItem.split, "test"),
      ),
    )
    .orderBy(asc(sql`md5(${datasetVersionItem.imageId}::text)`))
    .limit(params.limit);
}

/** Blob of one picture of a model's test split, or undefined when the model has no such picture. */
export async function findTestPicture(
  tx: Transaction,
  params: { teamId: TeamId; versionId: DatasetVersionId; imageId: string },
) {
  const [row] = await tx
    .select({ blobSha256: datasetVersionItem.blobSha256, mime: blob.mime })
    .from(datasetVersionItem)
    .innerJoin(blob, eq(blob.sha256, datasetVersionItem.blobSha256))
    .where(
      and(
        eq(datasetVersionItem.teamId, params.teamId),
        eq(datasetVersionItem.versionId, params.versionId),
        eq(datasetVersionItem.split, "test"),
        sql`${datasetVersionItem.imageId}::text = ${params.imageId}`,
      ),
    );
  return row;
}

/** A dataset version by id, as boards and models name it. */
export async function findModelVersion(
  tx: Transaction,
  params: { teamId: TeamId; versionId: DatasetVersionId },
) {
  const [row] = await tx
    .select({
      number: datasetVersion.number,
      contentHash: datasetVersion.contentHash,
      counts: datasetVersion.counts,
      datasetId: dataset.id,
      datasetName: dataset.name,
      datasetSlug: dataset.slug,
    })
    .from(datasetVersion)
    .innerJoin(dataset, eq(dataset.id, datasetVersion.datasetId))
    .where(and(eq(datasetVersion.teamId, params.teamId), eq(datasetVersion.id, params.versionId)));
  return row;
}
