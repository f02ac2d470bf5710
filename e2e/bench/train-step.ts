import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { EnvironmentReport } from "../../workers/agent/environment/environment-report";
import { prepareEnvironment } from "../../workers/agent/environment/prepare-environment";
import { type Figure, note, Skipped } from "./figure";
import type { Stage } from "./stage";

const TRAINER = "workers/trainer";
const PREPARE_TIMEOUT_MS = 20 * 60_000;
const MEASURE_TIMEOUT_MS = 10 * 60_000;
/** Where `npm start`'s worker keeps its environment, so that neither installs it twice. */
const WORKER_FOLDER = path.resolve(".atelier/worker");

const Measured = z.object({ ratio: z.number(), engineMs: z.number(), bareMs: z.number() });

/** A training step of the engine against one of a bare PyTorch loop with the same model, data and optimiser. */
export async function benchTrain(stage: Stage): Promise<Figure[]> {
  const python = await findPython();
  const args = ["dev/bench_step.py", "--steps", String(stage.isQuick ? 3 : 40)];
  const options = { cwd: TRAINER, timeout: MEASURE_TIMEOUT_MS };
  const { stdout } = await promisify(execFile)(python, args, options);
  const { ratio, engineMs, bareMs } = Measured.parse(JSON.parse(stdout));
  note(`  ms a step: engine ${engineMs.toFixed(0)}, bare loop ${bareMs.toFixed(0)}`);
  return [
    {
      name: "train.step-vs-bare-pytorch",
      value: ratio,
      unit: "× seconds/step",
      target: 1.05,
      better: "lower",
    },
  ];
}

async function findPython(): Promise<string> {
  const report = new EnvironmentReport(() => note(`  trainer environment: ${report.state.step}`));
  try {
    const { python } = await prepareEnvironment({
      folder: WORKER_FOLDER,
      trainerFolder: path.resolve(TRAINER),
      python: process.env.ATELIER_PYTHON ?? null,
      hasGpu: false,
      report,
      signal: AbortSignal.timeout(PREPARE_TIMEOUT_MS),
    });
    return python;
  } catch (error) {
    const remedy = error instanceof Error && "remedy" in error ? ` ${error.remedy}` : "";
    throw new Skipped(`no trainer environment: ${error instanceof Error ? error.message : error}${remedy}`);
  }
}
