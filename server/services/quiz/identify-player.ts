import type { Transaction } from "@/db/client";
import { claimPlayer, findPlayer, findPlayerOfUser, insertPlayer } from "@/db/queries/quiz";
import { newId } from "@/db/schema/columns";
import { userOf } from "@/server/access";
import type { RequestContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { playerCookie, playerIdFromCookie } from "./player-cookie";

/** The player behind a request: the signed-in person's, else the guest's of the cookie. */
export async function findPlayerOf(ctx: RequestContext, tx: Transaction) {
  const user = userOf(ctx.actor);
  const own = user && (await findPlayerOfUser(tx, { userId: user.id }));
  if (own) return own;
  const playerId = playerIdFromCookie(ctx.headers);
  const guest = playerId === undefined ? undefined : await findPlayer(tx, { playerId });
  // A cookie left by somebody who has since signed in is theirs, not that of whoever uses the browser now.
  return guest && (guest.userId === null || guest.userId === user?.id) ? guest : undefined;
}

/** The same, made when there is none yet: a guest gets a signed cookie, a person keeps what they played as one. */
export async function ensurePlayerOf(ctx: RequestContext, tx: Transaction) {
  const user = userOf(ctx.actor);
  const found = await findPlayerOf(ctx, tx);
  if (found) {
    if (user && found.userId === null) await claimPlayer(tx, { playerId: found.id, userId: user.id });
    return found;
  }
  const id: string = newId();
  await insertPlayer(tx, { id, userId: user?.id ?? null });
  const made = user
    ? await findPlayerOfUser(tx, { userId: user.id })
    : await findPlayer(tx, { playerId: id });
  if (!made) throw new AppError("conflict", "quiz.playerLost");
  if (!user) ctx.responseHeaders.append("set-cookie", playerCookie(made.id));
  return made;
}

/** The player of a request that must have one already; a stranger's rounds do not exist for anyone else. */
export async function requirePlayerOf(ctx: RequestContext, tx: Transaction) {
  const player = await findPlayerOf(ctx, tx);
  if (!player) throw new AppError("notFound", "quiz.roundNotFound");
  return player;
}
