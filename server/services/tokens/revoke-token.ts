import { revokePersonalToken, revokeWorkerToken } from "@/db/queries/token";
import { asSystem } from "@/db/scope";
import type { TeamId, TokenId } from "@/lib/ids";
import { requireRole, type TeamAccess } from "../../access";
import { requireSession } from "../../auth/require-scope";
import type { RequestContext } from "../../context";
import { AppError } from "../../errors";
import { recordAudit } from "../audit/record-audit";
import { requireAdmin } from "../identity/require-admin";

/** Ends one of one's own tokens at once. */
export async function revokeMyToken(ctx: RequestContext, { tokenId }: { tokenId: TokenId }): Promise<void> {
  const { user } = requireSession(ctx);
  await asSystem(ctx.db, async (tx) => {
    if (!(await revokePersonalToken(tx, { userId: user.id, tokenId })))
      throw new AppError("notFound", "token.notFound");
    await recordAudit(tx, { actor: ctx.actor }, { action: "token.revoked", target: tokenId });
  });
}

/** Ends a team's worker token; its worker finishes nothing more. */
export function revokeTeamWorkerToken(access: TeamAccess, { tokenId }: { tokenId: TokenId }): Promise<void> {
  requireRole(access, "maintainer");
  requireSession(access);
  return revokeWorker(access, { team: access.team, tokenId });
}

export function revokeServerWorkerToken(
  ctx: RequestContext,
  { tokenId }: { tokenId: TokenId },
): Promise<void> {
  requireAdmin(ctx);
  return revokeWorker(ctx, { team: null, tokenId });
}

async function revokeWorker(ctx: RequestContext, params: { team: { id: TeamId } | null; tokenId: TokenId }) {
  const { team, tokenId } = params;
  await asSystem(ctx.db, async (tx) => {
    const revoked = await revokeWorkerToken(tx, { teamId: team?.id ?? null, tokenId });
    if (!revoked) throw new AppError("notFound", "token.notFound");
    await recordAudit(
      tx,
      { actor: ctx.actor, team: team ?? undefined },
      { action: "workerToken.revoked", target: tokenId },
    );
  });
}
