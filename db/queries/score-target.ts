import { and, eq } from "drizzle-orm";
import type { BenchmarkId, ModelId, TeamId } from "@/lib/ids";
import type { Transaction } from "../client";
import { benchmark, model } from "../schema/model";

/** What a worker needs of the model that a score run judges. */
export async function findModelForScoring(tx: Transaction, params: { modelId: ModelId; teamId: TeamId }) {
  const [row] = await tx
    .select({ manifest: model.manifest, onnxSha256: model.onnxSha256, onnxBytes: model.onnxBytes })
    .from(model)
    .where(and(eq(model.id, params.modelId), eq(model.teamId, params.teamId)));
  return row;
}

/** The split and the metric that a score run judges by. */
export async function findBenchmarkOfRun(
  tx: Transaction,
  params: { benchmarkId: BenchmarkId; teamId: TeamId },
) {
  const [row] = await tx
    .select({ slug: benchmark.slug, name: benchmark.name, split: benchmark.split, metric: benchmark.metric })
    .from(benchmark)
    .where(and(eq(benchmark.id, params.benchmarkId), eq(benchmark.teamId, params.teamId)));
  return row;
}
