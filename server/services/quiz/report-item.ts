import { countItemReport, lockRound, updateRound } from "@/db/queries/quiz";
import { asSystem } from "@/db/scope";
import type { QuizRoundId } from "@/lib/ids";
import type { RequestContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { requirePlayerOf } from "./identify-player";

/** A player says that something is wrong with a picture: the round stops counting, the picture is marked. */
export async function reportItem(ctx: RequestContext, input: { round: QuizRoundId; position: number }) {
  return asSystem(ctx.db, async (tx) => {
    const player = await requirePlayerOf(ctx, tx);
    const round = await lockRound(tx, { roundId: input.round, playerId: player.id });
    const item = round?.key.options[input.position];
    if (!round || !item) throw new AppError("notFound", "quiz.roundNotFound");
    if (round.answeredAt === null) throw new AppError("conflict", "quiz.answerFirst");
    if (round.reportedAt !== null) return { reported: false };
    await updateRound(tx, { roundId: round.id, set: { reportedAt: new Date(), isCalibrating: false } });
    await countItemReport(tx, { itemId: item.itemId });
    return { reported: true };
  });
}
