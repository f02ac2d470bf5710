import { randomBytes } from "node:crypto";
import type { Transaction } from "@/db/client";
import {
  findOpenQuiz,
  findOpenRound,
  insertRound,
  listMetItems,
  listPlayableItems,
  sweepForgotten,
} from "@/db/queries/quiz";
import type { quizPlayer } from "@/db/schema/quiz";
import { asSystem } from "@/db/scope";
import type { QuizId, QuizItemId, TeamId } from "@/lib/ids";
import { takeTry } from "@/server/auth/rate-limits";
import type { RequestContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { chooseOptions } from "./choose-options";
import { describePlayer } from "./describe-player";
import { ensurePlayerOf } from "./identify-player";

const ROUND_MS = 30 * 60_000;
const FORGOTTEN_MS = 24 * 3600_000;

/**
 * Deals a round: four addresses and nothing that tells them apart. A round that waits for this player's answer
 * is dealt again as it is, so that leaving a hard one does not make it go away.
 */
export async function dealRound(ctx: RequestContext, input: { quiz: string }) {
  await takeTry(ctx.db, "quizByIp", ctx.ip);
  return asSystem(ctx.db, async (tx) => {
    const quiz = await findOpenQuiz(tx, { slug: input.quiz });
    if (!quiz) throw new AppError("notFound", "quiz.notFound");
    const player = await ensurePlayerOf(ctx, tx);
    const waiting = await findOpenRound(tx, { quizId: quiz.id, playerId: player.id });
    const round = waiting ?? (await dealNew(tx, quiz, player));
    return {
      round: round.id,
      options: round.key.options.map(({ nonce }, position) => ({
        position,
        url: `/api/quiz/${round.id}/${nonce}`,
      })),
      expiresAt: round.expiresAt,
      model:
        quiz.modelSlug === null || quiz.onnxSha256 === null
          ? null
          : { team: quiz.teamSlug, model: quiz.modelSlug, name: quiz.modelName, sha256: quiz.onnxSha256 },
      player: describePlayer(player),
    };
  });
}

async function dealNew(
  tx: Transaction,
  quiz: { id: QuizId; teamId: TeamId },
  player: typeof quizPlayer.$inferSelect,
) {
  await sweepForgotten(tx, { before: new Date(Date.now() - FORGOTTEN_MS) });
  const items = await listPlayableItems(tx, { quizId: quiz.id });
  const met = countMet(await listMetItems(tx, { quizId: quiz.id, playerId: player.id }));
  const { options, isFamous } = chooseOptions(items, met, player.rounds);
  return insertRound(tx, {
    teamId: quiz.teamId,
    quizId: quiz.id,
    playerId: player.id,
    isFamous,
    key: {
      options: options.map(({ id }) => ({ itemId: id, nonce: randomBytes(16).toString("base64url") })),
      realPosition: options.findIndex((option) => option.isReal),
    },
    expiresAt: new Date(Date.now() + ROUND_MS),
  });
}

function countMet(keys: { options: { itemId: QuizItemId }[] }[]): Map<QuizItemId, number> {
  const met = new Map<QuizItemId, number>();
  for (const { itemId } of keys.flatMap((key) => key.options)) met.set(itemId, (met.get(itemId) ?? 0) + 1);
  return met;
}
