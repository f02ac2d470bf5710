import type { Transaction } from "@/db/client";
import { countFound, findItems, findPlayer, findRound } from "@/db/queries/quiz";
import type { quizItem, quizRound } from "@/db/schema/quiz";
import type { QuizRoundId } from "@/lib/ids";
import { CALIBRATED_FROM_ANSWERS, DIFFICULTY_FROM_ANSWERS } from "@/lib/quiz/elo";
import { chosenPosition, largestDifference } from "@/lib/quiz/model-choice";
import { AppError } from "@/server/errors";
import { describePlayer } from "./describe-player";
import { toStandings } from "./standings";

/** What an answered round shows: the truth, the model's view of it, and where people and model stand. */
export async function revealRound(tx: Transaction, params: { roundId: QuizRoundId; playerId: string }) {
  const round = await findRound(tx, params);
  const player = await findPlayer(tx, params);
  if (!round || !player || round.answerPosition === null)
    throw new AppError("notFound", "quiz.roundNotFound");
  const rows = new Map(
    (await findItems(tx, { ids: round.key.options.map((option) => option.itemId) })).map((item) => [
      item.id,
      item,
    ]),
  );
  const items = round.key.options
    .map((option) => rows.get(option.itemId))
    .filter((item) => item !== undefined);
  return {
    round: round.id,
    position: round.answerPosition,
    realPosition: round.key.realPosition,
    isCorrect: round.isCorrect === true,
    isFamous: round.isFamous,
    elapsedMs: round.elapsedMs ?? 0,
    eloChange: Math.round(round.eloChange ?? 0),
    isRated: !round.isFamous && (round.eloChange ?? 0) !== 0,
    isReported: round.reportedAt !== null,
    options: items.map(describeItem),
    model: describeModel(round, items),
    player: describePlayer(player),
    standings: toStandings(await countFound(tx, { quizId: round.quizId })),
  };
}

function describeItem(item: typeof quizItem.$inferSelect) {
  const isShown = !item.isFamous && item.answers >= DIFFICULTY_FROM_ANSWERS;
  return {
    isReal: item.isReal,
    source: item.source,
    answers: item.answers,
    difficulty: isShown
      ? { elo: Math.round(item.elo), isCalibrated: item.answers >= CALIBRATED_FROM_ANSWERS }
      : null,
  };
}

function describeModel(round: typeof quizRound.$inferSelect, items: (typeof quizItem.$inferSelect)[]) {
  const trusted = items.map((item) => item.trustedProbability).filter((value) => value !== null);
  const hasTrusted = trusted.length === items.length;
  const browser = round.modelAnswer;
  return {
    trusted: hasTrusted ? { probabilities: trusted, position: chosenPosition(trusted) } : null,
    browser:
      browser === null
        ? null
        : { probabilities: browser.probabilities, position: browser.position, tier: browser.tier },
    difference: hasTrusted && browser !== null ? largestDifference(browser.probabilities, trusted) : null,
  };
}
