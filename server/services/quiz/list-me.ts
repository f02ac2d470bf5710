import { updatePlayer } from "@/db/queries/quiz";
import { asSystem } from "@/db/scope";
import { requireUser } from "@/server/access";
import type { RequestContext } from "@/server/context";
import { ensurePlayerOf } from "./identify-player";

/** Lets the board show the signed-in person's name, or takes it off again. */
export async function listMe(ctx: RequestContext, input: { isListed: boolean }) {
  requireUser(ctx);
  return asSystem(ctx.db, async (tx) => {
    const player = await ensurePlayerOf(ctx, tx);
    await updatePlayer(tx, { playerId: player.id, set: { isListed: input.isListed } });
    return { isListed: input.isListed };
  });
}
