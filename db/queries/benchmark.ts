import { and, asc, count, desc, eq, inArray, like, sql } from "drizzle-orm";
import type { BenchmarkId, DatasetVersionId, TeamId } from "@/lib/ids";
import type { SplitName } from "@/lib/protocol/dataset-version";
import type { Transaction } from "../client";
import { dataset, datasetVersion, datasetVersionItem } from "../schema/dataset";
import { benchmark, score } from "../schema/model";

const benchmarkColumns = {
  id: benchmark.id,
  slug: benchmark.slug,
  name: benchmark.name,
  description: benchmark.description,
  split: benchmark.split,
  metric: benchmark.metric,
  createdAt: benchmark.createdAt,
  datasetId: benchmark.datasetId,
  datasetVersionId: benchmark.datasetVersionId,
  datasetSlug: dataset.slug,
  datasetName: dataset.name,
  versionNumber: datasetVersion.number,
  contentHash: datasetVersion.contentHash,
  counts: datasetVersion.counts,
  labels: datasetVersion.labels,
};

function selectBenchmarks(tx: Transaction) {
  return tx
    .select(benchmarkColumns)
    .from(benchmark)
    .innerJoin(datasetVersion, eq(datasetVersion.id, benchmark.datasetVersionId))
    .innerJoin(dataset, eq(dataset.id, benchmark.datasetId));
}

/** A team's benchmarks, newest first. */
export function listBenchmarks(tx: Transaction, params: { teamId: TeamId }) {
  return selectBenchmarks(tx)
    .where(eq(benchmark.teamId, params.teamId))
    .orderBy(desc(benchmark.createdAt), desc(benchmark.id));
}

export async function findBenchmarkBySlug(tx: Transaction, params: { teamId: TeamId; slug: string }) {
  const [row] = await selectBenchmarks(tx).where(
    and(eq(benchmark.teamId, params.teamId), eq(benchmark.slug, params.slug)),
  );
  return row;
}

export async function findBenchmarkById(
  tx: Transaction,
  params: { teamId: TeamId; benchmarkId: BenchmarkId },
) {
  const [row] = await selectBenchmarks(tx).where(
    and(eq(benchmark.teamId, params.teamId), eq(benchmark.id, params.benchmarkId)),
  );
  return row;
}

export function listBenchmarksOfVersion(
  tx: Transaction,
  params: { teamId: TeamId; versionId: DatasetVersionId },
) {
  return selectBenchmarks(tx).where(
    and(eq(benchmark.teamId, params.teamId), eq(benchmark.datasetVersionId, params.versionId)),
  );
}

/** Adds a benchmark; undefined when this version, split and metric already have one. */
export async function insertBenchmark(tx: Transaction, params: typeof benchmark.$inferInsert) {
  const [row] = await tx
    .insert(benchmark)
    .values(params)
    .onConflictDoNothing({ target: [benchmark.datasetVersionId, benchmark.split, benchmark.metric] })
    .returning();
  return row;
}

export async function listBenchmarkSlugs(tx: Transaction, params: { teamId: TeamId; prefix: string }) {
  const rows = await tx
    .select({ slug: benchmark.slug })
    .from(benchmark)
    .where(and(eq(benchmark.teamId, params.teamId), like(benchmark.slug, `${params.prefix}%`)));
  return rows.map((row) => row.slug);
}

/** How many models each benchmark has scored, and the best of them. */
export function summariseBenchmarks(
  tx: Transaction,
  params: { teamId: TeamId; benchmarkIds: BenchmarkId[] },
) {
  return tx
    .select({ benchmarkId: score.benchmarkId, models: count(), best: sql<number>`max(${score.value})` })
    .from(score)
    .where(and(eq(score.teamId, params.teamId), inArray(score.benchmarkId, params.benchmarkIds)))
    .groupBy(score.benchmarkId);
}

/** The pictures of one split with their truth, in the order of a frozen dataset: by image id. */
export function listSplitItems(
  tx: Transaction,
  params: { teamId: TeamId; versionId: DatasetVersionId; split: SplitName },
) {
  return tx
    .select({
      imageId: datasetVersionItem.imageId,
      widthPx: datasetVersionItem.widthPx,
      heightPx: datasetVersionItem.heightPx,
      groupKey: datasetVersionItem.groupKey,
      annotations: datasetVersionItem.annotations,
    })
    .from(datasetVersionItem)
    .where(
      and(
        eq(datasetVersionItem.teamId, params.teamId),
        eq(datasetVersionItem.versionId, params.versionId),
        eq(datasetVersionItem.split, params.split),
      ),
    )
    .orderBy(asc(datasetVersionItem.imageId));
}

/** A team's frozen versions, newest first: what a benchmark can be made of. */
export function listFrozenVersions(tx: Transaction, params: { teamId: TeamId }) {
  return tx
    .select({
      id: datasetVersion.id,
      number: datasetVersion.number,
      datasetId: datasetVersion.datasetId,
      datasetName: dataset.name,
      datasetSlug: dataset.slug,
      counts: datasetVersion.counts,
    })
    .from(datasetVersion)
    .innerJoin(dataset, eq(dataset.id, datasetVersion.datasetId))
    .where(eq(datasetVersion.teamId, params.teamId))
    .orderBy(desc(datasetVersion.createdAt));
}
