import { z } from "zod";
import { RunId, Sha256, type TeamId, WorkerId } from "../ids";
import { RunProgress } from "./run";
import { artifactKindSchema } from "./trainer-event";
import { WorkerEnvironment, WorkerHardware } from "./worker";

/**
 * How long a lease lasts, by the server's clock. At 30 s, two busy cores (a build beside a training) made
 * healthy workers give their runs back; an agent that restarts after a crash gives back at once anyway.
 */
export const LEASE_MS = 60_000;
/** How often an agent reports itself; a worker that was silent for three times this is shown as away. */
export const HEARTBEAT_MS = 10_000;
export const MAX_POINTS_PER_BATCH = 1000;
export const MAX_LOG_CHUNK_CHARS = 32_000;
export const MAX_ARTIFACT_BYTES = 8 * 1024 ** 3;

/** The fence: which attempt at which run, and the secret that only its holder knows. */
export const Lease = z.strictObject({
  runId: RunId,
  attempt: z.int().min(1),
  leaseToken: z.string().min(1).max(200),
});
export type Lease = z.infer<typeof Lease>;

export const WorkerRegistration = z.strictObject({
  /** Chosen by the agent and kept in its folder, so that a restart is the same worker. */
  instance: z.string().min(8).max(100),
  name: z.string().trim().min(1).max(100),
  agentVersion: z.string().max(40),
  labels: z.array(z.string().trim().min(1).max(60)).max(20),
  hardware: WorkerHardware,
  environment: WorkerEnvironment,
});
export type WorkerRegistration = z.infer<typeof WorkerRegistration>;

export const WorkerHeartbeat = z.strictObject({
  workerId: WorkerId,
  environment: WorkerEnvironment,
  /** True once, when the agent says goodbye. */
  stopping: z.boolean(),
});
export type WorkerHeartbeat = z.infer<typeof WorkerHeartbeat>;

export const MetricPoint = z.strictObject({
  name: z.string().min(1).max(200),
  step: z.int().min(0),
  epoch: z.number().min(0).nullable(),
  value: z.number(),
});
export type MetricPoint = z.infer<typeof MetricPoint>;

export const LogChunk = z.strictObject({
  seq: z.int().min(0),
  text: z.string().min(1).max(MAX_LOG_CHUNK_CHARS),
});
export type LogChunk = z.infer<typeof LogChunk>;

/** One batch of an attempt's events. Sending a batch again changes nothing. */
export const RunReport = z.strictObject({
  started: z.strictObject({ resumedStep: z.int().min(0), device: z.string().max(200) }).optional(),
  progress: RunProgress.optional(),
  metrics: z.array(MetricPoint).max(MAX_POINTS_PER_BATCH),
  logs: z.array(LogChunk).max(50),
});
export type RunReport = z.infer<typeof RunReport>;

export const LeaseRenewal = z.strictObject({
  lease: Lease,
  status: z.enum(["running", "finalizing"]),
  progress: RunProgress.nullable(),
});
export type LeaseRenewal = z.infer<typeof LeaseRenewal>;

export const NewArtifact = z.strictObject({
  kind: artifactKindSchema,
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/),
  sha256: Sha256,
  bytes: z.int().min(1).max(MAX_ARTIFACT_BYTES),
  step: z.int().min(0).nullable(),
});
export type NewArtifact = z.infer<typeof NewArtifact>;

/** Why an agent gives a run back: it was asked to stop, or it found the run after a crash of its own. */
export const ReleaseReason = z.enum(["stopping", "interrupted", "crashed"]);
export type ReleaseReason = z.infer<typeof ReleaseReason>;

/** What a claim hands to the agent beside the lease. */
export type ClaimedRun = {
  lease: Lease;
  leaseMs: number;
  teamId: TeamId;
  number: number;
  name: string;
  kind: "train" | "score";
  recipe: string;
  seed: number;
  config: Record<string, string | number | boolean | null>;
  requiresGpu: boolean;
  /** The newest checkpoint of earlier attempts. */
  checkpoint: { sha256: Sha256; bytes: number; name: string; step: number | null } | null;
  /** For a score run: the model and what to judge it by. */
  score: {
    onnx: { sha256: Sha256; bytes: number };
    manifest: unknown;
    split: "test" | "val";
    metric: "map" | "auroc" | "accuracy";
  } | null;
};
