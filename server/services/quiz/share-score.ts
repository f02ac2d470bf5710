import { findPlayer, listRounds } from "@/db/queries/quiz";
import { asSystem } from "@/db/scope";
import type { QuizRoundId } from "@/lib/ids";
import { SharedScore } from "@/lib/protocol/quiz";
import { PROVISIONAL_ANSWERS } from "@/lib/quiz/elo";
import type { RequestContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { requirePlayerOf } from "./identify-player";
import { isSignature, signature } from "./player-cookie";

/** A link to a session's score, signed so that nobody shares what was not played; it says nothing of the answers. */
export async function shareScore(ctx: RequestContext, input: { rounds: QuizRoundId[] }) {
  return asSystem(ctx.db, async (tx) => {
    const { id: playerId } = await requirePlayerOf(ctx, tx);
    const rounds = await listRounds(tx, { playerId, ids: input.rounds });
    const player = await findPlayer(tx, { playerId });
    if (!player || rounds.length === 0) throw new AppError("notFound", "quiz.roundNotFound");
    const judged = rounds.filter((round) => round.isModelCorrect !== null);
    const score: SharedScore = {
      correct: rounds.filter((round) => round.isCorrect).length,
      rounds: rounds.length,
      modelCorrect: judged.filter((round) => round.isModelCorrect).length,
      modelRounds: judged.length,
      elo: Math.round(player.elo),
      provisional: player.rounds < PROVISIONAL_ANSWERS,
      day: new Date().toISOString().slice(0, 10),
    };
    const body = Buffer.from(JSON.stringify(score)).toString("base64url");
    return { path: `/quiz/score/${body}.${signature(`share:${body}`)}`, score };
  });
}

/** The score behind a share link; null for one that we did not sign. */
export function readSharedScore(token: string): SharedScore | null {
  const [body, proof] = token.split(".");
  if (body === undefined || proof === undefined || !isSignature(`share:${body}`, proof)) return null;
  return SharedScore.parse(JSON.parse(Buffer.from(body, "base64url").toString("utf8")));
}
