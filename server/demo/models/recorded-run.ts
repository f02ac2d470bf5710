import { z } from "zod";
import type { MetricPoint } from "@/lib/protocol/agent";
import { RecipeConfig, RunSummary } from "@/lib/protocol/run";
import { type RunSpec, recipeNameSchema } from "@/lib/protocol/run-spec";
import type { TrainerEvent } from "@/lib/protocol/trainer-event";

/** The digits that a 32-bit float has. */
const FLOAT_DIGITS = 7;

/** What the trainer said while it made a shipped model: the curves and the log that its run shows. */
export const recordedRunSchema = z.strictObject({
  recipe: recipeNameSchema,
  config: RecipeConfig,
  seed: z.int(),
  device: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  summary: RunSummary,
  log: z.string(),
  /** By metric: [step, epoch, value], in the order they came. */
  curves: z.record(z.string(), z.array(z.tuple([z.int(), z.int(), z.number()]))),
});
export type RecordedRun = z.infer<typeof recordedRunSchema>;

/** Keeps of a finished training's events what the run's page shows. */
export function recordRun(
  spec: Extract<RunSpec, { kind: "train" }>,
  events: readonly TrainerEvent[],
  times: { startedAt: Date; finishedAt: Date },
): RecordedRun {
  const lines: string[] = [];
  const curves: RecordedRun["curves"] = {};
  let device = "";
  let summary: RunSummary = {};
  for (const event of events) {
    if (event.type === "started") device = event.device;
    if (event.type === "log") lines.push(event.message);
    if (event.type === "finished") summary = event.summary;
    if (event.type !== "metrics") continue;
    for (const [name, value] of Object.entries(event.values)) {
      curves[name] ??= [];
      curves[name].push([event.step, event.epoch, Number(value.toPrecision(FLOAT_DIGITS))]);
    }
  }
  const { modelPath: _model, manifestPath: _manifest, ...told } = summary;
  return {
    recipe: spec.recipe,
    config: spec.config,
    seed: spec.seed,
    device,
    startedAt: times.startedAt.toISOString(),
    finishedAt: times.finishedAt.toISOString(),
    summary: told,
    log: lines.map((line) => `${line}\n`).join(""),
    curves,
  };
}

/** The points of a recorded run, by step. */
export function pointsOf({ curves }: RecordedRun): MetricPoint[] {
  return Object.entries(curves)
    .flatMap(([name, points]) => points.map(([step, epoch, value]) => ({ name, step, epoch, value })))
    .sort((a, b) => a.step - b.step);
}
