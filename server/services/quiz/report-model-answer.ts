import { findRound, storeModelAnswer } from "@/db/queries/quiz";
import { asSystem } from "@/db/scope";
import type { QuizRoundId } from "@/lib/ids";
import type { ModelAnswer } from "@/lib/protocol/quiz";
import { chosenPosition } from "@/lib/quiz/model-choice";
import type { RequestContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { requirePlayerOf } from "./identify-player";

/** Keeps what the model said in the player's browser: before the answer, once, for good. */
export async function reportModelAnswer(
  ctx: RequestContext,
  input: { round: QuizRoundId; answer: Omit<ModelAnswer, "position"> },
) {
  return asSystem(ctx.db, async (tx) => {
    const player = await requirePlayerOf(ctx, tx);
    const answer = { ...input.answer, position: chosenPosition(input.answer.probabilities) };
    if (await storeModelAnswer(tx, { roundId: input.round, playerId: player.id, answer }))
      return { stored: true };
    const round = await findRound(tx, { roundId: input.round, playerId: player.id });
    if (!round) throw new AppError("notFound", "quiz.roundNotFound");
    // A second report (another tab, a retry) is not an error; the first one stands.
    if (round.modelAnswer !== null) return { stored: false };
    throw new AppError("stale", "quiz.modelTooLate");
  });
}
