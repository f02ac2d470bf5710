import { z } from "zod";
import { QuizItemId, QuizRoundId } from "../ids";

/** Where a quiz picture comes from, told after the answer. */
export const QuizItemSource = z.object({
  kind: z.enum(["painting", "generated"]),
  title: z.string(),
  maker: z.string(),
  year: z.string().nullable(),
  credit: z.string(),
  /** The generator's family; null for a painting. */
  family: z.string().nullable(),
  /** What the generator was started with: pictures of one seed are crops of one scene. */
  seed: z.string().nullable(),
  /** The square that was cut, in pixels of the scan or of the generator's picture. */
  window: z.object({ left: z.number().int(), top: z.number().int(), side: z.number().int() }),
});
export type QuizItemSource = z.infer<typeof QuizItemSource>;

/** Kept on the server until the round is answered: the options in the order shown and their one-time names. */
export const QuizAnswerKey = z.object({
  options: z.array(z.object({ itemId: QuizItemId, nonce: z.string() })),
  realPosition: z.number().int(),
});
export type QuizAnswerKey = z.infer<typeof QuizAnswerKey>;

const probability = z.number().min(0).max(1);
export const Position = z.number().int().min(0).max(3);

/** The model's answer on the bytes that were delivered: its P(real) for each position. */
export const ModelAnswer = z.object({
  modelSha256: z.string().regex(/^[0-9a-f]{64}$/),
  probabilities: z.array(probability).length(4),
  position: Position,
  tier: z.string().min(1).max(40),
});
export type ModelAnswer = z.infer<typeof ModelAnswer>;

export const QuizSlug = z
  .string()
  .regex(/^[a-z0-9-]{1,48}$/)
  .default("starry-night");

export const DealInput = z.object({ quiz: QuizSlug });
export const AnswerInput = z.object({ round: QuizRoundId, position: Position });
export const ModelAnswerInput = z.object({
  round: QuizRoundId,
  answer: ModelAnswer.omit({ position: true }),
});
export const ReportInput = z.object({ round: QuizRoundId, position: Position });
export const ShareInput = z.object({ rounds: z.array(QuizRoundId).min(1).max(10) });

/** What a share link carries, signed: a score, never an answer. */
export const SharedScore = z.object({
  correct: z.number().int().min(0),
  rounds: z.number().int().min(1).max(10),
  /** Over the rounds in which the model had a say. */
  modelCorrect: z.number().int().min(0),
  modelRounds: z.number().int().min(0).max(10),
  elo: z.number().int(),
  provisional: z.boolean(),
  day: z.string(),
});
export type SharedScore = z.infer<typeof SharedScore>;
