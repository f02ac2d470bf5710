import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import type { ClaimedRun } from "@/lib/protocol/agent";
import type { FrozenDataset } from "@/lib/protocol/frozen-dataset";
import { runSpecSchema } from "@/lib/protocol/run-spec";
import { BlobCache } from "./blob-cache";
import type { RunFolder } from "./run-folder";

const BOOTSTRAP_SAMPLES = 1000;

type Inputs = {
  claimed: ClaimedRun;
  folder: RunFolder;
  dataset: FrozenDataset;
  cacheFolder: string;
  weightsFolder: string;
  checkpointPath: string | null;
  modelPath: string | null;
};

/** Writes `run.json` and what it names; returns its path. Throws a ZodError when the run makes no valid spec. */
export async function writeRunSpec(inputs: Inputs): Promise<string> {
  const { claimed, folder } = inputs;
  const manifestPath = folder.file("dataset.json");
  await writeFile(manifestPath, JSON.stringify(fromCache(inputs.dataset)));
  const outputDir = folder.file("out");
  await mkdir(outputDir, { recursive: true });
  const spec = runSpecSchema.parse({
    schema: 1,
    runId: claimed.lease.runId,
    attempt: claimed.lease.attempt,
    kind: claimed.kind,
    recipe: claimed.recipe,
    seed: claimed.seed,
    config: claimed.kind === "train" ? claimed.config : {},
    dataset: { manifestPath, imagesDir: inputs.cacheFolder },
    weightsDir: existsSync(inputs.weightsFolder) ? inputs.weightsFolder : null,
    outputDir,
    resumeFrom: inputs.checkpointPath,
    device: claimed.requiresGpu ? "cuda" : "auto",
    threads: null,
    ...(await scorePart(inputs)),
  });
  const file = folder.file("run.json");
  await writeFile(file, JSON.stringify(spec, null, 2));
  return file;
}

/** The pictures lie in the cache by their hashes; the manifest says so. */
function fromCache(dataset: FrozenDataset): FrozenDataset {
  return {
    ...dataset,
    images: dataset.images.map((image) => ({ ...image, file: BlobCache.nameOf(image.sha256) })),
  };
}

async function scorePart({ claimed, folder, modelPath }: Inputs) {
  if (!claimed.score || !modelPath) return {};
  const manifestPath = folder.file("model-manifest.json");
  await writeFile(manifestPath, JSON.stringify(claimed.score.manifest));
  const { split, metric } = claimed.score;
  const bootstrap = { samples: BOOTSTRAP_SAMPLES, seed: claimed.seed };
  return { score: { modelPath, manifestPath, split, metric, bootstrap } };
}
