import type { RunRequirements } from "../protocol/run";
import type { RecipeName } from "../protocol/run-spec";
import type { WorkerHardware } from "../protocol/worker";

/** Memory that a recipe was seen to use at its default settings on a CPU, rounded up. */
const MEMORY_MIB: Record<RecipeName, number> = { detect: 3000, authenticity: 2000 };

/** The curve that tells at a glance how a run of this recipe does. */
export const HEADLINE_METRIC: Record<RecipeName, string> = { detect: "val/ap50", authenticity: "val/auroc" };

/** What a worker must have for a run of this recipe. A GPU is only asked for when the person says so. */
export function requirementsOf(
  recipe: RecipeName,
  wishes: { gpu: boolean; labels: string[] },
): RunRequirements {
  return { gpus: wishes.gpu ? 1 : 0, gpuMemoryMiB: 0, memoryMiB: MEMORY_MIB[recipe], labels: wishes.labels };
}

/** Whether a worker's hardware and labels meet a run's needs; the claim's condition, for telling people before. */
export function workerFits(
  worker: { hardware: WorkerHardware; labels: string[] },
  needs: RunRequirements,
): boolean {
  const { gpus, memoryMiB } = worker.hardware;
  const gpuMemoryMiB = Math.max(0, ...gpus.map((gpu) => gpu.memoryMiB));
  return (
    gpus.length >= needs.gpus &&
    gpuMemoryMiB >= needs.gpuMemoryMiB &&
    memoryMiB >= needs.memoryMiB &&
    needs.labels.every((label) => worker.labels.includes(label))
  );
}
