import { listPersonalTokens, listWorkerTokens } from "@/db/queries/token";
import { requireRole, type TeamAccess } from "../../access";
import { requireSession } from "../../auth/require-scope";
import type { RequestContext } from "../../context";
import { requireAdmin } from "../identity/require-admin";

/** One's own tokens, without their secrets. */
export function listMyTokens(ctx: RequestContext) {
  const { user } = requireSession(ctx);
  return listPersonalTokens(ctx.db, { userId: user.id });
}

export function listTeamWorkerTokens(access: TeamAccess) {
  requireRole(access, "maintainer");
  return listWorkerTokens(access.db, { teamId: access.team.id });
}

export function listServerWorkerTokens(ctx: RequestContext) {
  requireAdmin(ctx);
  return listWorkerTokens(ctx.db, { teamId: null });
}
