import { z } from "zod";

export const RunKind = z.enum(["train", "score"]);
export type RunKind = z.infer<typeof RunKind>;

export const RunStatus = z.enum([
  "queued",
  "leased",
  "running",
  "finalizing",
  "succeeded",
  "failed",
  "cancelled",
  "dead",
]);
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

/** How one attempt at a run ended; `released` and `lost` put the run back into the queue. */
export const AttemptOutcome = z.enum(["succeeded", "failed", "cancelled", "released", "lost"]);
export type AttemptOutcome = z.infer<typeof AttemptOutcome>;

/** What a worker reports once, when its attempt is over. A repeat of the same report gets the same answer. */
export const Completion = z.discriminatedUnion("outcome", [
  z.strictObject({ outcome: z.literal("succeeded"), summary: RunSummary }),
  z.strictObject({ outcome: z.literal("failed"), failure: RunFailure }),
  z.strictObject({ outcome: z.literal("cancelled") }),
]);
export type Completion = z.infer<typeof Completion>;

/** States in which a worker holds the run's lease. */
export const HELD_STATUSES = ["leased", "running", "finalizing"] as const satisfies readonly RunStatus[];

/** States that nothing follows. */
export const FINAL_STATUSES = [
  "succeeded",
  "failed",
  "cancelled",
  "dead",
] as const satisfies readonly RunStatus[];

export function isFinal(status: RunStatus): boolean {
  return FINAL_STATUSES.some((final) => final === status);
}
