import { z } from "zod";

export const BenchmarkMetric = z.enum(["map", "auroc", "accuracy"]);
export type BenchmarkMetric = z.infer<typeof BenchmarkMetric>;

/** What a score run reports beside its headline number: per class, curve points, counts. */
export const ScoreDetails = z.record(z.string(), z.unknown());
export type ScoreDetails = z.infer<typeof ScoreDetails>;
