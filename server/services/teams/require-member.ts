import type { TeamRole } from "@/lib/team-role";
import { requireRole, type TeamAccess } from "../../access";
import { AppError } from "../../errors";

/** Throws unless the actor belongs to the team: visitors of a public team see its work, not its people. */
export function requireMember(access: TeamAccess): void {
  if (access.isMember) return;
  if (access.actor.kind === "anonymous") throw new AppError("unauthenticated", "auth.signInFirst");
  throw new AppError("forbidden", "team.membersOnly");
}

/**
 * For who belongs to a team and who may join: `needed` as for any service, and of tokens only those made with
 * the `admin` scope, so that a script that writes data cannot let people in.
 */
export function requireSteward(access: TeamAccess, needed: TeamRole): void {
  requireRole(access, needed);
  const { actor } = access;
  if (actor.kind === "token" && !actor.scopes.includes("admin")) {
    throw new AppError("forbidden", "token.scopeTooNarrow", { args: { needed: "admin" } });
  }
}
