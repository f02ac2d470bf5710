import { z } from "zod";
import { scoreMetricSchema } from "./run-spec";

/** `report.json` of a score run. Every score is a fraction in [0, 1]. */
export const scoreReportSchema = z.strictObject({
  schema: z.literal(1),
  metric: scoreMetricSchema,
  score: z.number(),
  /** Ends of the 95 % percentile bootstrap interval. */
  low: z.number(),
  high: z.number(),
  bootstrap: z.strictObject({
    samples: z.int().min(0),
    seed: z.int().min(0),
    /** What was drawn with replacement: images, or whole groups when the dataset has any. */
    unit: z.enum(["image", "group"]),
    units: z.int().min(1),
  }),
  images: z.int().min(1),
  split: z.enum(["test", "val"]),
  dataset: z.strictObject({ name: z.string(), contentHash: z.string() }),
  model: z.strictObject({ id: z.string(), sha256: z.string() }),
  /** All values of the task: ap, ap50, ap75 … or accuracy, auroc, ece … */
  values: z.record(z.string(), z.number()),
  perClass: z.array(
    z.strictObject({
      labelId: z.string().nullable(),
      name: z.string(),
      /** null: no example of it in the split. */
      score: z.number().nullable(),
      count: z.int().min(0),
    }),
  ),
  /** detect: precision at recall 0, .01 … 1 and IoU .5, per class; authenticity: the ROC curve. */
  curves: z.array(
    z.strictObject({
      kind: z.enum(["precision-recall", "roc"]),
      name: z.string(),
      x: z.array(z.number()),
      y: z.array(z.number()),
    }),
  ),
  /** Rows are the truth, columns the answer. detect: at the manifest's threshold and IoU .5, last = nothing. */
  confusion: z.strictObject({ names: z.array(z.string()), counts: z.array(z.array(z.int().min(0))) }),
});
export type ScoreReport = z.infer<typeof scoreReportSchema>;

export const predictionsSchema = z.strictObject({
  schema: z.literal(1),
  images: z.array(
    z.discriminatedUnion("kind", [
      z.strictObject({
        kind: z.literal("detections"),
        imageId: z.string(),
        boxes: z.array(
          z.strictObject({
            /** The benchmark's label. */
            labelId: z.string(),
            x: z.number(),
            y: z.number(),
            width: z.number(),
            height: z.number(),
            score: z.number(),
          }),
        ),
      }),
      z.strictObject({
        kind: z.literal("authenticity"),
        imageId: z.string(),
        logit: z.number(),
        /** P(real), temperature applied. */
        probability: z.number(),
        real: z.boolean(),
      }),
    ]),
  ),
});
export type Predictions = z.infer<typeof predictionsSchema>;
