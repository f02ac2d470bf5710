import { findTeamForActor } from "@/db/queries/team-access";
import { asSystem } from "@/db/scope";
import type { Slug, TeamId, UserId } from "@/lib/ids";
import type { TokenScope } from "@/lib/protocol/token-scope";
import { roleAllows, type TeamRole } from "@/lib/team-role";
import type { Actor, CurrentUser } from "./auth/actor";
import type { RequestContext } from "./context";
import { AppError } from "./errors";

/** A request inside one team. `role` is what this actor may do there; `isMember` is false for visitors of a public team. */
export type TeamAccess = RequestContext & {
  team: { id: TeamId; slug: string; name: string; isPublic: boolean };
  role: TeamRole;
  isMember: boolean;
};

/** Finds the team and what the actor may do in it. To whom may not even see it, it does not exist: `notFound`. */
export async function openTeam(ctx: RequestContext, slug: Slug): Promise<TeamAccess> {
  const user = userOf(ctx.actor);
  const found = await asSystem(ctx.db, (tx) => findTeamForActor(tx, { slug, userId: user?.id ?? null }));
  const role = found && effectiveRole(ctx.actor, found);
  if (!found || !role) throw new AppError("notFound", "team.notFound", { args: { team: slug } });
  const { id, name, isPublic, role: memberRole } = found;
  return { ...ctx, team: { id, slug, name, isPublic }, role, isMember: memberRole !== null };
}

/** Throws `forbidden` (or `unauthenticated` for guests) unless the actor's role is at least `needed`. First line of every team service. */
export function requireRole(access: TeamAccess, needed: TeamRole): void {
  if (needed === "viewer") return;
  if (!access.isMember && access.actor.kind === "anonymous")
    throw new AppError("unauthenticated", "auth.signInFirst");
  if (!access.isMember || !roleAllows(access.role, needed)) {
    throw new AppError("forbidden", "team.roleTooLow", { args: { needed, role: access.role } });
  }
}

/** The signed-in person behind a request, or a typed refusal. */
export function requireUser(ctx: RequestContext): CurrentUser {
  const user = userOf(ctx.actor);
  if (!user) throw new AppError("unauthenticated", "auth.signInFirst");
  return user;
}

/** The person behind an actor, if there is one: workers and guests are nobody. */
export function userOf(actor: Actor): CurrentUser | undefined {
  return actor.kind === "session" || actor.kind === "token" ? actor.user : undefined;
}

export function userIdOf(actor: Actor): UserId | null {
  return userOf(actor)?.id ?? null;
}

type FoundTeam = { id: TeamId; isPublic: boolean; role: TeamRole | null };

function effectiveRole(actor: Actor, team: FoundTeam): TeamRole | null {
  if (actor.kind === "worker") return null;
  const role = team.role ?? (team.isPublic ? "viewer" : null);
  if (role === null || actor.kind !== "token") return role;
  if (actor.boundTeamId !== null && actor.boundTeamId !== team.id) return team.isPublic ? "viewer" : null;
  return capByScopes(role, actor.scopes);
}

/** A token acts as its maker, but never above what its scopes name. */
function capByScopes(role: TeamRole, scopes: TokenScope[]): TeamRole | null {
  if (scopes.includes("admin")) return role;
  if (scopes.includes("write")) return roleAllows(role, "maintainer") ? "maintainer" : role;
  return scopes.includes("read") ? "viewer" : null;
}
