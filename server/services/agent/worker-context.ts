import type { TeamId, TokenId } from "@/lib/ids";
import type { RequestContext } from "../../context";
import { AppError } from "../../errors";

/** A request by a worker agent: the token it showed, and the one team that token is bound to, if any. */
export type WorkerContext = RequestContext & { worker: { tokenId: TokenId; boundTeamId: TeamId | null } };

/** The context of a request that only a worker's token may make, for handlers outside tRPC. Throws `forbidden`. */
export function workerContext(ctx: RequestContext): WorkerContext {
  if (ctx.actor.kind !== "worker") throw new AppError("forbidden", "worker.tokenNeeded");
  const { tokenId, boundTeamId } = ctx.actor;
  return { ...ctx, worker: { tokenId, boundTeamId } };
}
