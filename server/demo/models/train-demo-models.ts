import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { modelManifestSchema } from "@/lib/protocol/model-manifest";
import {
  type AuthenticityConfig,
  type DetectConfig,
  type RunSpec,
  runSpecSchema,
  type ScoreMetric,
} from "@/lib/protocol/run-spec";
import { type TrainerEvent, trainerEventSchema } from "@/lib/protocol/trainer-event";
import { CONTENT_DIR } from "../pictures/write-content";
import { type DemoSet, frozenContent, imagesFolder, STARRY_SET, SURREAL_SET } from "./frozen-content";
import { recordRun } from "./recorded-run";

type Recipe = {
  folder: string;
  set: DemoSet;
  metrics: readonly ScoreMetric[];
  train:
    | { recipe: "authenticity"; config: Partial<AuthenticityConfig> }
    | { recipe: "detect"; config: Partial<DetectConfig> };
};

/** The models that ship, each with what differs from its recipe's defaults. */
const RECIPES: readonly Recipe[] = [
  {
    folder: "starry-night-four-conv",
    set: STARRY_SET,
    metrics: ["auroc", "accuracy"],
    train: {
      recipe: "authenticity",
      config: { architecture: "four_conv", weights: "none", epochs: 24, exportHalfWeights: true },
    },
  },
  {
    folder: "surreal-objects-lite0",
    set: SURREAL_SET,
    metrics: ["map"],
    train: {
      recipe: "detect",
      config: { backbone: "efficientnet_lite0", epochs: 12, exportHalfWeights: true },
    },
  },
];

/**
 * Trains the shipped models with the repository's own trainer and scores them on their test splits.
 * `python` is an interpreter that has the trainer's dependencies (`ATELIER_PYTHON`, else python3).
 */
export async function trainDemoModels(only: string | undefined, log: (line: string) => void) {
  for (const recipe of RECIPES.filter(({ folder }) => only === undefined || folder.includes(only))) {
    await inWorkFolder(recipe, async (place) => {
      await trainOne(recipe, place, log);
      for (const metric of recipe.metrics) await scoreOne({ ...place, metric }, log);
    });
  }
}

/** Scores the shipped models again on their test splits, without training. */
export async function scoreDemoModels(only: string | undefined, log: (line: string) => void) {
  for (const recipe of RECIPES.filter(({ folder }) => only === undefined || folder.includes(only))) {
    await inWorkFolder(recipe, async (place) => {
      for (const metric of recipe.metrics) await scoreOne({ ...place, metric }, log);
    });
  }
}

type Shared = Pick<
  RunSpec,
  | "schema"
  | "runId"
  | "attempt"
  | "seed"
  | "dataset"
  | "weightsDir"
  | "outputDir"
  | "resumeFrom"
  | "device"
  | "threads"
>;
type Place = { shared: Shared; work: string; target: string };

async function inWorkFolder(recipe: Recipe, run: (place: Place) => Promise<void>) {
  const work = await mkdtemp(join(tmpdir(), "atelier-demo-"));
  const manifestPath = join(work, "dataset.json");
  await writeFile(manifestPath, JSON.stringify(await frozenContent(recipe.set)));
  const shared: Shared = {
    schema: 1,
    runId: `demo-${recipe.folder}`,
    attempt: 1,
    seed: 7,
    dataset: { manifestPath, imagesDir: imagesFolder(recipe.set) },
    weightsDir: null,
    outputDir: join(work, "train"),
    resumeFrom: null,
    device: "cpu",
    threads: 2,
  };
  await run({ shared, work, target: join(CONTENT_DIR, "models", recipe.folder) });
  await rm(work, { recursive: true, force: true });
}

async function trainOne(recipe: Recipe, { shared, work, target }: Place, log: (line: string) => void) {
  const spec = runSpecSchema.parse({ ...shared, ...recipe.train, kind: "train" });
  const startedAt = new Date();
  const events = await runTrainer(spec, work, log);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  const manifest = modelManifestSchema.parse(
    JSON.parse(await readFile(join(work, "train", "manifest.json"), "utf8")),
  );
  const files = [
    "manifest.json",
    ...manifest.files.map((file) => file.name),
    ...manifest.golden.map((golden) => golden.image),
  ];
  for (const file of files) await cp(join(work, "train", file), join(target, file));
  if (spec.kind !== "train") return;
  const recorded = recordRun(spec, events, { startedAt, finishedAt: new Date() });
  await writeFile(join(target, "run.json"), `${JSON.stringify(recorded)}\n`);
}

async function scoreOne(
  { shared, work, target, metric }: Place & { metric: ScoreMetric },
  log: (line: string) => void,
) {
  const manifest = modelManifestSchema.parse(
    JSON.parse(await readFile(join(target, "manifest.json"), "utf8")),
  );
  const onnx = manifest.files[0];
  if (onnx === undefined) throw new Error("the manifest names no file");
  const outputDir = join(work, `score-${metric}`);
  const spec = runSpecSchema.parse({
    ...shared,
    runId: `${shared.runId}-${metric}`,
    outputDir,
    kind: "score",
    recipe: manifest.recipe,
    config: {},
    score: {
      modelPath: join(target, onnx.name),
      manifestPath: join(target, "manifest.json"),
      split: "test",
      metric,
      bootstrap: { samples: 1000, seed: 7 },
    },
  });
  await runTrainer(spec, work, log);
  await cp(join(outputDir, "report.json"), join(target, `report-${metric}.json`));
  await cp(join(outputDir, "predictions.json"), join(target, "predictions.json"));
}

/** Runs the trainer to its end and returns all that it said. */
async function runTrainer(spec: RunSpec, work: string, log: (line: string) => void): Promise<TrainerEvent[]> {
  const specPath = join(work, `${spec.runId}.json`);
  await writeFile(specPath, JSON.stringify(spec));
  const cwd = join(import.meta.dirname, "..", "..", "..", "workers", "trainer");
  const child = spawn(process.env.ATELIER_PYTHON ?? "python3", ["-m", "trainer", specPath], {
    cwd,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let rest = "";
  const events: TrainerEvent[] = [];
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines.filter((text) => text !== "")) {
      const event = trainerEventSchema.parse(JSON.parse(line));
      events.push(event);
      if (event.type !== "progress") log(describe(event));
    }
  });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.on("error", reject).on("close", resolve),
  );
  if (code !== 0 || events.at(-1)?.type !== "finished")
    throw new Error(`the trainer stopped with code ${code}; see the lines above`);
  return events;
}

function describe(event: TrainerEvent): string {
  return JSON.stringify(event).slice(0, 400);
}
