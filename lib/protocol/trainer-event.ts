import { z } from "zod";

/**
 * One line of the trainer's stdout. Nothing else is ever printed there (stderr is free text), and no
 * number is NaN or infinite: a diverged run ends in `failed` with the code `diverged`.
 */
const finite = z.number();

export const failureCodeSchema = z.enum([
  "invalid-spec",
  "invalid-config",
  "dataset-unreadable",
  "image-unreadable",
  "no-images",
  "no-annotations",
  "unknown-label",
  "weights-unreachable",
  "checkpoint-mismatch",
  "model-unreadable",
  "device-unavailable",
  "out-of-memory",
  "disk-full",
  "diverged",
  "parity-failed",
  "internal",
]);

/**
 * `checkpoint`: engine state for `resumeFrom`, stays on the worker or is uploaded as an opaque file.
 * `onnx`, `manifest`, `golden`, `sample`: what a model is made of. `report`, `predictions`: a score.
 */
export const artifactKindSchema = z.enum([
  "checkpoint",
  "onnx",
  "manifest",
  "golden",
  "report",
  "predictions",
  "sample",
]);
export type ArtifactKind = z.infer<typeof artifactKindSchema>;

export const trainSummarySchema = z.strictObject({
  kind: z.literal("train"),
  steps: z.int().min(0),
  epochs: z.int().min(0),
  seconds: finite,
  /** The epoch (1-based) whose weights were exported. */
  bestEpoch: z.int().min(1),
  /** Validation values of the exported model, for example `val/ap`. */
  metrics: z.record(z.string(), finite),
  modelPath: z.string(),
  manifestPath: z.string(),
});

export const scoreSummarySchema = z.strictObject({
  kind: z.literal("score"),
  seconds: finite,
  metric: z.string(),
  score: finite,
  low: finite,
  high: finite,
  images: z.int().min(1),
  values: z.record(z.string(), finite),
  reportPath: z.string(),
});

export const trainerEventSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("started"),
    /** Optimiser steps of the whole run, also when it resumes in the middle. */
    totalSteps: z.int().min(0),
    epochs: z.int().min(0),
    device: z.string(),
    torchVersion: z.string(),
    /** Steps already done when the run resumes, else 0. */
    resumedStep: z.int().min(0),
  }),
  z.strictObject({
    type: z.literal("log"),
    level: z.enum(["debug", "info", "warning", "error"]),
    message: z.string(),
  }),
  z.strictObject({
    type: z.literal("metrics"),
    /**
     * 1-based optimiser step. No (name, step) pair is sent twice, also not by a run that resumes from the
     * checkpoint of a cancelled one; after kill -9 the steps since the last checkpoint come again.
     */
    step: z.int().min(0),
    epoch: z.int().min(0),
    values: z.record(z.string(), finite),
    /** Seconds since the Unix epoch. */
    time: finite,
  }),
  z.strictObject({
    type: z.literal("progress"),
    done: z.int().min(0),
    total: z.int().min(0),
    phase: z.enum(["prepare", "train", "validate", "export", "predict", "evaluate"]),
  }),
  z.strictObject({
    type: z.literal("artifact"),
    kind: artifactKindSchema,
    path: z.string(),
    name: z.string(),
  }),
  z.strictObject({
    type: z.literal("checkpoint"),
    path: z.string(),
    step: z.int().min(0),
    epoch: z.int().min(0),
  }),
  z.strictObject({
    type: z.literal("finished"),
    summary: z.discriminatedUnion("kind", [trainSummarySchema, scoreSummarySchema]),
  }),
  /** After SIGTERM; exit code 143. The checkpoint was announced before. */
  z.strictObject({ type: z.literal("cancelled") }),
  /** Exit code 1. */
  z.strictObject({
    type: z.literal("failed"),
    code: failureCodeSchema,
    message: z.string(),
    /** What the reader can do about it. */
    remedy: z.string(),
  }),
]);
export type TrainerEvent = z.infer<typeof trainerEventSchema>;

/** The one line of `python -m trainer --probe`. */
export const trainerProbeSchema = z.strictObject({
  python: z.string(),
  torch: z.string().nullable(),
  torchvision: z.string().nullable(),
  cuda: z.string().nullable(),
  gpus: z.array(z.strictObject({ name: z.string(), memoryBytes: z.int().min(0) })),
  nms: z.boolean(),
  suitable: z.boolean(),
  /** Why it is not suitable; empty when it is. */
  reasons: z.array(z.string()),
});
export type TrainerProbe = z.infer<typeof trainerProbeSchema>;
