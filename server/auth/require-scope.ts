import type { SessionId } from "@/lib/ids";
import type { TokenScope } from "@/lib/protocol/token-scope";
import { AppError } from "../errors";
import type { Actor, CurrentUser } from "./actor";

/**
 * For what lies outside any team: a session may, a token only with this scope (or `admin`) and when it is not
 * bound to one team. Inside a team `requireRole` does this.
 */
export function requireFreeScope(actor: Actor, scope: TokenScope): void {
  if (actor.kind !== "token") return;
  const hasScope = actor.scopes.includes(scope) || actor.scopes.includes("admin");
  if (!hasScope || actor.boundTeamId !== null)
    throw new AppError("forbidden", "token.scopeTooNarrow", { args: { needed: scope } });
}

/** A person at a browser: tokens can neither make tokens nor touch the account they belong to. */
export function requireSession(ctx: { actor: Actor }): { user: CurrentUser; sessionId: SessionId } {
  const { actor } = ctx;
  if (actor.kind === "session") return actor;
  if (actor.kind === "anonymous") throw new AppError("unauthenticated", "auth.signInFirst");
  throw new AppError("forbidden", "auth.sessionNeeded");
}
