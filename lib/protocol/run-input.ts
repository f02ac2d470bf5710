import { z } from "zod";
import { Slug } from "../ids";
import { RecipeConfig, RunKind, RunStatus } from "./run";
import { recipeNameSchema } from "./run-spec";

/** What a person or a script says to start a run. `version` left out: the newest. */
export const StartRunInput = z.object({
  recipe: recipeNameSchema,
  dataset: Slug,
  version: z.int().min(1).optional(),
  config: RecipeConfig.default({}),
  name: z.string().trim().max(120).default(""),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional(),
  gpu: z.boolean().default(false),
  workerLabels: z.array(z.string().trim().min(1).max(60)).max(10).default([]),
});
export type StartRunInput = z.infer<typeof StartRunInput>;

export const RunFilter = z.object({
  status: z.array(RunStatus).max(8).nullish(),
  kind: RunKind.nullish(),
  recipe: recipeNameSchema.nullish(),
  dataset: Slug.nullish(),
  /** The number of the last run of the page before. */
  cursor: z.int().min(1).nullish(),
  limit: z.int().min(1).max(200).default(50),
});
export type RunFilter = z.infer<typeof RunFilter>;

export const RunNumber = z.int().min(1);
