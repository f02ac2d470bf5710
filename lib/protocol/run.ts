import { z } from "zod";

export const RunKind = z.enum(["train", "score"]);
export type RunKind = z.infer<typeof RunKind>;

export const RunStatus = z.enum(["queued", "leased", "running", "finalizing", "succeeded", "failed", "cancelled", "dead"]);
export type RunStatus = z.infer<typeof RunStatus>;

/** A recipe's settings as the person gave them; the trainer checks them against the recipe's own dataclass. */
export const RecipeConfig = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type RecipeConfig = z.infer<typeof RecipeConfig>;

export const RunRequirements = z.object({
  gpus: z.number().int().min(0).max(64).default(0),
  gpuMemoryMiB: z.number().int().min(0).default(0),
  memoryMiB: z.number().int().min(0).default(0),
  labels: z.array(z.string()).default([]),
});
export type RunRequirements = z.infer<typeof RunRequirements>;

export const RunProgress = z.object({ done: z.number(), total: z.number(), phase: z.string() });
export type RunProgress = z.infer<typeof RunProgress>;

export const RunSummary = z.record(z.string(), z.unknown());
export type RunSummary = z.infer<typeof RunSummary>;

export const RunFailure = z.object({ code: z.string(), message: z.string(), remedy: z.string().optional() });
export type RunFailure = z.infer<typeof RunFailure>;
