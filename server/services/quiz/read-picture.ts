import { findItems, findRound, listMetItems } from "@/db/queries/quiz";
import { asSystem } from "@/db/scope";
import type { QuizItemId, QuizRoundId, Sha256 } from "@/lib/ids";
import type { RequestContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { findPlayerOf } from "./identify-player";

const GONE = () => new AppError("notFound", "quiz.pictureNotFound");

/** The picture behind a round's one-time name, for the player it was dealt to, while the round runs or was answered. */
export async function findOptionPicture(
  ctx: RequestContext,
  params: { roundId: QuizRoundId; nonce: string },
): Promise<Sha256> {
  return asSystem(ctx.db, async (tx) => {
    const player = await findPlayerOf(ctx, tx);
    const round = player && (await findRound(tx, { roundId: params.roundId, playerId: player.id }));
    const option = round?.key.options.find(({ nonce }) => nonce === params.nonce);
    if (!round || !option || (round.answeredAt === null && round.expiresAt <= new Date())) throw GONE();
    const [item] = await findItems(tx, { ids: [option.itemId] });
    if (!item) throw GONE();
    return item.blobSha256;
  });
}

/** A picture the player has met in an answered round; any other stays unseen. */
export async function findMetPicture(ctx: RequestContext, params: { itemId: QuizItemId }): Promise<Sha256> {
  return asSystem(ctx.db, async (tx) => {
    const player = await findPlayerOf(ctx, tx);
    const [item] = await findItems(tx, { ids: [params.itemId] });
    if (!player || !item) throw GONE();
    const met = await listMetItems(tx, { quizId: item.quizId, playerId: player.id });
    if (!met.some((key) => key.options.some(({ itemId }) => itemId === item.id))) throw GONE();
    return item.blobSha256;
  });
}
