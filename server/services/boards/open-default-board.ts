import type { Transaction } from "@/db/client";
import {
  insertBenchmark,
  listBenchmarkSlugs,
  listBenchmarksOfVersion,
  listSplitItems,
} from "@/db/queries/benchmark";
import { findModelVersion } from "@/db/queries/model";
import type { DatasetVersionId, ModelId, TeamId, UserId } from "@/lib/ids";
import type { ModelManifest } from "@/lib/protocol/model-manifest";
import type { BenchmarkMetric } from "@/lib/protocol/score";
import { freeSlug, slugOf } from "../models/slug";
import { queueScoreRun } from "./queue-score-run";

/** What is needed of a freshly registered model. */
type NewModel = {
  id: ModelId;
  name: string;
  recipe: string;
  manifest: ModelManifest;
  datasetVersionId: DatasetVersionId | null;
  createdBy: UserId | null;
};

/**
 * Puts a new model on the board of the version it was trained on: opens that board when the version has a
 * test split that can be scored and none exists, and queues a score run. Without such a split nothing happens.
 */
export async function openDefaultBoard(
  tx: Transaction,
  params: { teamId: TeamId; model: NewModel },
): Promise<void> {
  const { teamId, model } = params;
  const versionId = model.datasetVersionId;
  if (!versionId) return;
  const boards = await listBenchmarksOfVersion(tx, { teamId, versionId });
  const fitting = boards.filter((board) => fits(board.metric, model.manifest) && board.split === "test");
  if (fitting.length === 0) await openBoard(tx, { teamId, versionId, manifest: model.manifest });
  const open = fitting.length > 0 ? fitting : await listBenchmarksOfVersion(tx, { teamId, versionId });
  for (const board of open.filter((candidate) => fits(candidate.metric, model.manifest))) {
    await queueScoreRun(tx, { teamId, board, model, createdBy: model.createdBy });
  }
}

/** Whether a model of this task can be scored by this metric. */
export function fits(metric: BenchmarkMetric, manifest: { task: string }): boolean {
  return (metric === "map") === (manifest.task === "detect");
}

async function openBoard(
  tx: Transaction,
  params: { teamId: TeamId; versionId: DatasetVersionId; manifest: ModelManifest },
): Promise<void> {
  const { teamId, versionId, manifest } = params;
  const metric = metricFor(manifest, await listSplitItems(tx, { teamId, versionId, split: "test" }));
  const version = await findModelVersion(tx, { teamId, versionId });
  if (!metric || !version) return;
  const wanted = slugOf(`${version.datasetSlug.slice(0, 28)}-v${version.number}-${metric}`, metric);
  await insertBenchmark(tx, {
    teamId,
    slug: freeSlug(wanted, await listBenchmarkSlugs(tx, { teamId, prefix: wanted })),
    name: `${version.datasetName} v${version.number}`,
    datasetId: version.datasetId,
    datasetVersionId: versionId,
    split: "test",
    metric,
  });
}

type Items = Awaited<ReturnType<typeof listSplitItems>>;

/** The metric that the split's annotations allow; AUROC needs both real and generated pictures. */
function metricFor(manifest: ModelManifest, items: Items): BenchmarkMetric | undefined {
  const annotations = items.flatMap((item) => item.annotations);
  if (manifest.task === "detect") return annotations.some(({ kind }) => kind === "box") ? "map" : undefined;
  const tagged = items.filter((item) => item.annotations.some(({ kind }) => kind === "tag"));
  if (tagged.length === 0) return undefined;
  const realId = manifest.labels.find(({ index }) => index === 1)?.id;
  const real = tagged.filter((item) =>
    item.annotations.some((tag) => tag.kind === "tag" && tag.labelId === realId),
  );
  return real.length > 0 && real.length < tagged.length ? "auroc" : "accuracy";
}
