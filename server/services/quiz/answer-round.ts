import type { Transaction } from "@/db/client";
import {
  applyItemChange,
  listMetItems,
  lockItems,
  lockPlayer,
  lockRound,
  updatePlayer,
  updateRound,
} from "@/db/queries/quiz";
import type { quizItem, quizPlayer, quizRound } from "@/db/schema/quiz";
import { asSystem } from "@/db/scope";
import type { QuizRoundId } from "@/lib/ids";
import { rateRound } from "@/lib/quiz/elo";
import { chosenPosition } from "@/lib/quiz/model-choice";
import type { RequestContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { requirePlayerOf } from "./identify-player";
import { revealRound } from "./reveal-round";

/** Faster than a person can look at four pictures: counted for the player, kept out of the pictures' ratings. */
const TOO_FAST_MS = 500;

type Round = typeof quizRound.$inferSelect;
type Player = typeof quizPlayer.$inferSelect;
type Item = typeof quizItem.$inferSelect;

/** Takes the answer, once, by the server's clock; a repeat changes nothing and hears the same. */
export async function answerRound(ctx: RequestContext, input: { round: QuizRoundId; position: number }) {
  return asSystem(ctx.db, async (tx) => {
    const { id: playerId } = await requirePlayerOf(ctx, tx);
    const round = await lockRound(tx, { roundId: input.round, playerId });
    if (!round) throw new AppError("notFound", "quiz.roundNotFound");
    if (round.answeredAt === null) await settle(tx, round, input.position);
    return revealRound(tx, { roundId: round.id, playerId });
  });
}

async function settle(tx: Transaction, round: Round, position: number) {
  const now = new Date();
  if (round.expiresAt <= now) throw new AppError("stale", "quiz.roundExpired");
  const player = await lockPlayer(tx, { playerId: round.playerId });
  if (!player) throw new AppError("notFound", "quiz.roundNotFound");
  const items = await itemsInOrder(tx, round);
  const isCorrect = position === round.key.realPosition;
  const elapsedMs = now.getTime() - round.issuedAt.getTime();
  const isCalibrating = !round.isFamous && elapsedMs >= TOO_FAST_MS && (await isFirstMeeting(tx, round));
  const change = rateRound({
    player: { elo: player.elo, answers: player.rounds },
    items,
    realPosition: round.key.realPosition,
    position,
  });
  const eloChange = round.isFamous || elapsedMs < TOO_FAST_MS ? 0 : change.player;
  if (isCalibrating) await rateItems(tx, items, change.items);
  await updatePlayer(tx, {
    playerId: player.id,
    set: tally(player, { isCorrect, isFamous: round.isFamous, eloChange }),
  });
  await updateRound(tx, {
    roundId: round.id,
    set: {
      answeredAt: now,
      answerPosition: position,
      isCorrect,
      elapsedMs,
      isCalibrating,
      eloChange,
      isModelCorrect: isModelCorrect(round, items),
    },
  });
}

async function itemsInOrder(tx: Transaction, round: Round): Promise<Item[]> {
  const ids = round.key.options.map((option) => option.itemId);
  const rows = new Map((await lockItems(tx, { ids })).map((item) => [item.id, item]));
  return ids.map((id) => rows.get(id)).filter((item) => item !== undefined);
}

/** Only a first attempt at the real picture says something about the picture. */
async function isFirstMeeting(tx: Transaction, round: Round): Promise<boolean> {
  const real = round.key.options[round.key.realPosition]?.itemId;
  const earlier = await listMetItems(tx, { quizId: round.quizId, playerId: round.playerId });
  return !earlier.some((key) => key.options[key.realPosition]?.itemId === real);
}

async function rateItems(tx: Transaction, items: Item[], changes: number[]) {
  const byId = items
    .map((item, index) => ({ itemId: item.id, eloChange: changes[index] ?? 0 }))
    .sort((a, b) => (a.itemId < b.itemId ? -1 : 1));
  for (const change of byId) await applyItemChange(tx, change);
}

function tally(
  player: Player,
  answer: { isCorrect: boolean; isFamous: boolean; eloChange: number },
): Partial<Player> {
  const hit = answer.isCorrect ? 1 : 0;
  if (answer.isFamous)
    return { famousRounds: player.famousRounds + 1, famousCorrect: player.famousCorrect + hit };
  const streak = answer.isCorrect ? player.streak + 1 : 0;
  return {
    elo: player.elo + answer.eloChange,
    rounds: player.rounds + 1,
    correct: player.correct + hit,
    streak,
    bestStreak: Math.max(player.bestStreak, streak),
  };
}

/** By our own numbers for these bytes; the famous view was partly in the model's training, so it has no say there. */
function isModelCorrect(round: Round, items: Item[]): boolean | null {
  const probabilities = items.map((item) => item.trustedProbability).filter((value) => value !== null);
  if (round.isFamous || probabilities.length < items.length) return null;
  return chosenPosition(probabilities) === round.key.realPosition;
}
