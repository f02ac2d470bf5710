import {
  countFound,
  findOpenQuiz,
  listItemRatings,
  listMetItems,
  listNamedPlayers,
  rankOf,
} from "@/db/queries/quiz";
import { asSystem } from "@/db/scope";
import { CALIBRATED_FROM_ANSWERS, DIFFICULTY_FROM_ANSWERS } from "@/lib/quiz/elo";
import type { RequestContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { describePlayer } from "./describe-player";
import { findPlayerOf } from "./identify-player";
import { toStandings } from "./standings";

/** From how many rated rounds on a player has a place on the board. */
export const RANKED_FROM_ROUNDS = 10;
const NAMES = 20;

/** Who finds the real one: people, the model, you, the named, and how hard each picture is. */
export async function readBoard(ctx: RequestContext, input: { quiz: string }) {
  return asSystem(ctx.db, async (tx) => {
    const quiz = await findOpenQuiz(tx, { slug: input.quiz });
    if (!quiz) throw new AppError("notFound", "quiz.notFound");
    const player = await findPlayerOf(ctx, tx);
    const met = new Set(
      player
        ? (await listMetItems(tx, { quizId: quiz.id, playerId: player.id })).flatMap((key) =>
            key.options.map((option) => option.itemId),
          )
        : [],
    );
    const named = await listNamedPlayers(tx, { atLeastRounds: RANKED_FROM_ROUNDS, limit: NAMES });
    const rank =
      player && player.rounds >= RANKED_FROM_ROUNDS
        ? await rankOf(tx, { elo: player.elo, atLeastRounds: RANKED_FROM_ROUNDS })
        : null;
    const ratings = await listItemRatings(tx, { quizId: quiz.id });
    return {
      model: quiz.modelName,
      standings: toStandings(await countFound(tx, { quizId: quiz.id })),
      you: player
        ? { ...describePlayer(player), rank: rank && { place: rank.above + 1, players: rank.players } }
        : null,
      rankedFrom: RANKED_FROM_ROUNDS,
      named: named.map(({ playerId, elo, ...rest }, index) => ({
        ...rest,
        place: index + 1,
        elo: Math.round(elo),
        isYou: playerId === player?.id,
      })),
      pictures: {
        total: ratings.length,
        notMet: ratings.filter((item) => !met.has(item.id)).length,
        met: ratings
          .filter((item) => met.has(item.id))
          .map((item) => ({
            url: `/api/quiz/items/${item.id}`,
            isReal: item.isReal,
            isFamous: item.isFamous,
            answers: item.answers,
            modelSaysReal: item.trustedProbability === null ? null : item.trustedProbability >= 0.5,
            difficulty:
              item.isFamous || item.answers < DIFFICULTY_FROM_ANSWERS
                ? null
                : { elo: Math.round(item.elo), isCalibrated: item.answers >= CALIBRATED_FROM_ANSWERS },
          })),
      },
    };
  });
}
