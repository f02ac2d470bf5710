import { z } from "zod";

export const WorkerHardware = z.object({
  cpus: z.number().int(),
  memoryMiB: z.number().int(),
  gpus: z.array(z.object({ name: z.string(), memoryMiB: z.number().int() })),
  platform: z.string(),
});
export type WorkerHardware = z.infer<typeof WorkerHardware>;

/** Why an environment could not be made; the screen words them. */
export const ENVIRONMENT_PROBLEMS = [
  "python-missing",
  "interpreter-unfit",
  "environment-unfit",
  "installer-missing",
  "disk-full",
  "index-unreachable",
  "installer-failed",
] as const;
export type EnvironmentProblem = (typeof ENVIRONMENT_PROBLEMS)[number];

/** How far the trainer's Python environment is; runs are claimed only when it is `ready`. */
export const WorkerEnvironment = z.object({
  phase: z.enum(["checking", "installing", "verifying", "ready", "failed"]),
  /** What is being done, a step name that the screen words. */
  step: z.string(),
  doneSteps: z.number().int(),
  totalSteps: z.number().int(),
  python: z.string().nullable(),
  torch: z.string().nullable(),
  cuda: z.boolean(),
  /** In English; `code` is one of `ENVIRONMENT_PROBLEMS`, or of a newer agent's, or null for the unforeseen. */
  error: z
    .object({ code: z.string().nullable().default(null), message: z.string(), remedy: z.string() })
    .nullable(),
  log: z.string(),
});
export type WorkerEnvironment = z.infer<typeof WorkerEnvironment>;
