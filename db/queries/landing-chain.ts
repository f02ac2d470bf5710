import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import type { BenchmarkId, DatasetId, DatasetVersionId, RunId, TeamId } from "@/lib/ids";
import type { Transaction } from "../client";
import { dataset, datasetVersion, datasetVersionItem, image } from "../schema/dataset";
import { benchmark, model, score } from "../schema/model";
import { run, runMetric } from "../schema/training";

type OfTeam = { teamId: TeamId };

/** The team's highest honest detection score, with its benchmark and model; where the landing page's chain ends. */
export async function findBestDetection(tx: Transaction, params: OfTeam) {
  const [row] = await tx
    .select({
      benchmarkId: benchmark.id,
      benchmarkSlug: benchmark.slug,
      benchmarkName: benchmark.name,
      modelId: model.id,
      modelSlug: model.slug,
      modelName: model.name,
      modelBytes: model.onnxBytes,
      manifest: model.manifest,
      runId: model.runId,
      versionId: sql<DatasetVersionId>`coalesce(${model.datasetVersionId}, ${benchmark.datasetVersionId})`,
    })
    .from(score)
    .innerJoin(benchmark, eq(benchmark.id, score.benchmarkId))
    .innerJoin(model, eq(model.id, score.modelId))
    .where(and(eq(score.teamId, params.teamId), eq(benchmark.metric, "map"), eq(score.leaked, false)))
    .orderBy(desc(score.value), asc(model.createdAt))
    .limit(1);
  return row;
}

/** The head of a benchmark's leaderboard. */
export function listTopScores(tx: Transaction, params: OfTeam & { benchmarkId: BenchmarkId; limit: number }) {
  return tx
    .select({ modelId: model.id, name: model.name, value: score.value, low: score.low, high: score.high })
    .from(score)
    .innerJoin(model, eq(model.id, score.modelId))
    .where(and(eq(score.teamId, params.teamId), eq(score.benchmarkId, params.benchmarkId)))
    .orderBy(desc(score.value), asc(model.createdAt))
    .limit(params.limit);
}

/** A frozen version with the dataset it was frozen from. */
export async function findVersionOfChain(tx: Transaction, params: OfTeam & { versionId: DatasetVersionId }) {
  const [row] = await tx
    .select({
      number: datasetVersion.number,
      contentHash: datasetVersion.contentHash,
      counts: datasetVersion.counts,
      labels: datasetVersion.labels,
      datasetId: dataset.id,
      datasetSlug: dataset.slug,
      datasetName: dataset.name,
    })
    .from(datasetVersion)
    .innerJoin(dataset, eq(dataset.id, datasetVersion.datasetId))
    .where(
      and(
        eq(datasetVersion.teamId, params.teamId),
        eq(datasetVersion.id, params.versionId),
        isNull(dataset.deletedAt),
      ),
    );
  return row;
}

/** The picture of a version with the most annotations that its dataset still holds. */
export async function findFullestPicture(tx: Transaction, params: OfTeam & { versionId: DatasetVersionId }) {
  const [row] = await tx
    .select({
      id: image.id,
      sha256: image.blobSha256,
      widthPx: image.widthPx,
      heightPx: image.heightPx,
      annotations: datasetVersionItem.annotations,
    })
    .from(datasetVersionItem)
    .innerJoin(image, eq(image.id, datasetVersionItem.imageId))
    .where(
      and(
        eq(datasetVersionItem.teamId, params.teamId),
        eq(datasetVersionItem.versionId, params.versionId),
        isNull(image.deletedAt),
      ),
    )
    .orderBy(desc(sql`jsonb_array_length(${datasetVersionItem.annotations})`), asc(image.id))
    .limit(1);
  return row;
}

/** A few of a dataset's pictures, the oldest first, for a strip of thumbnails. */
export function listFirstPictures(tx: Transaction, params: OfTeam & { datasetId: DatasetId; limit: number }) {
  return tx
    .select({ id: image.id, sha256: image.thumbnailSha256 })
    .from(image)
    .where(
      and(eq(image.teamId, params.teamId), eq(image.datasetId, params.datasetId), isNull(image.deletedAt)),
    )
    .orderBy(asc(image.id))
    .limit(params.limit);
}

/** One curve of a run, its last attempt's point at each step. */
export async function findRunCurve(tx: Transaction, params: OfTeam & { runId: RunId; name: string }) {
  const [found] = await tx
    .select({ number: run.number })
    .from(run)
    .where(and(eq(run.teamId, params.teamId), eq(run.id, params.runId)));
  if (!found) return undefined;
  const points = await tx
    .selectDistinctOn([runMetric.step], { step: runMetric.step, value: runMetric.value })
    .from(runMetric)
    .where(
      and(
        eq(runMetric.teamId, params.teamId),
        eq(runMetric.runId, params.runId),
        eq(runMetric.name, params.name),
      ),
    )
    .orderBy(asc(runMetric.step), desc(runMetric.attempt));
  return { number: found.number, points };
}
