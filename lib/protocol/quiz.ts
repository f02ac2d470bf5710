import { z } from "zod";
import { QuizItemId } from "../ids";

/** Where a quiz picture comes from, told after the answer. */
export const QuizItemSource = z.object({
  title: z.string(),
  maker: z.string(),
  year: z.string().nullable(),
  credit: z.string(),
  how: z.string(),
  seed: z.number().int().nullable(),
});
export type QuizItemSource = z.infer<typeof QuizItemSource>;

/** Kept on the server until the round is answered: the options in the order shown and their one-time names. */
export const QuizAnswerKey = z.object({
  options: z.array(z.object({ itemId: QuizItemId, nonce: z.string() })),
  realPosition: z.number().int(),
});
export type QuizAnswerKey = z.infer<typeof QuizAnswerKey>;

/** The model's answer on the bytes that were delivered: its P(real) for each position. */
export const ModelAnswer = z.object({
  modelSha256: z.string(),
  probabilities: z.array(z.number()),
  position: z.number().int(),
  tier: z.string(),
});
export type ModelAnswer = z.infer<typeof ModelAnswer>;
