import { z } from "zod";
import { scoreReportSchema } from "./score-report";

export const BenchmarkMetric = z.enum(["map", "auroc", "accuracy"]);
export type BenchmarkMetric = z.infer<typeof BenchmarkMetric>;

/** What a model was trained on and a benchmark tests it with: none of either in common is honest. */
export const ScoreLeak = z.object({
  /** Pictures of the split whose bytes the model was trained or tuned on. */
  pictures: z.number().int().min(0),
  /** Pictures of the split whose group (one artwork, near-duplicates) it was trained or tuned on, these included. */
  grouped: z.number().int().min(0),
  /** False when the model's training pictures are not known here. */
  isKnown: z.boolean(),
});
export type ScoreLeak = z.infer<typeof ScoreLeak>;

/** What is kept of a score beside its headline number. */
export const ScoreDetails = z.object({
  report: scoreReportSchema,
  /** The headline number as this server computed it from the predictions and the frozen truth. */
  recomputed: z.number(),
  leak: ScoreLeak,
  /**
   * The score on each of this benchmark's draws of its images; null where a draw has none. Every model of a
   * benchmark gets the same draws, so that differences between models are paired.
   */
  replicates: z.array(z.number().nullable()),
  /** Answers of one confidence and how often they are right; authenticity only. */
  reliability: z.array(z.object({ confidence: z.number(), accuracy: z.number(), count: z.number().int() })),
});
export type ScoreDetails = z.infer<typeof ScoreDetails>;
