import type { Transaction } from "@/db/client";
import { insertRun } from "@/db/queries/run";
import type { BenchmarkId, DatasetId, DatasetVersionId, ModelId, TeamId, UserId } from "@/lib/ids";
import { announceRunState } from "../agent/announce-run";

type ScoreRequest = {
  teamId: TeamId;
  board: { id: BenchmarkId; name: string; datasetId: DatasetId; datasetVersionId: DatasetVersionId };
  model: { id: ModelId; name: string; recipe: string };
  createdBy: UserId | null;
};

/** Queues the run that scores a model on a board; a worker takes it like any other. */
export async function queueScoreRun(tx: Transaction, { teamId, board, model, createdBy }: ScoreRequest) {
  const run = await insertRun(tx, {
    teamId,
    kind: "score",
    recipe: model.recipe,
    name: `${model.name} · ${board.name}`,
    config: {},
    seed: 0,
    datasetId: board.datasetId,
    datasetVersionId: board.datasetVersionId,
    modelId: model.id,
    benchmarkId: board.id,
    requirements: { gpus: 0, gpuMemoryMiB: 0, memoryMiB: 0, labels: [] },
    createdBy,
  });
  await announceRunState(tx, run);
  return run;
}
