import { listLiveSessions, revokeSessions, revokeSession as writeRevocation } from "@/db/queries/session";
import { asSystem } from "@/db/scope";
import type { SessionId } from "@/lib/ids";
import { requireSession } from "../../auth/require-scope";
import type { RequestContext } from "../../context";
import { AppError } from "../../errors";
import { recordAudit } from "../audit/record-audit";

/** Where this person is signed in. */
export async function listSessions(ctx: RequestContext) {
  const { user, sessionId } = requireSession(ctx);
  const sessions = await listLiveSessions(ctx.db, { userId: user.id });
  return sessions.map((session) => ({ ...session, isCurrent: session.id === sessionId }));
}

/** Ends one of one's own sessions; its next request is a guest's. */
export async function revokeSession(ctx: RequestContext, input: { sessionId: SessionId }): Promise<void> {
  const { user } = requireSession(ctx);
  await asSystem(ctx.db, async (tx) => {
    const revoked = await writeRevocation(tx, { userId: user.id, sessionId: input.sessionId });
    if (!revoked) throw new AppError("notFound", "account.sessionNotFound");
    await recordAudit(tx, { actor: ctx.actor }, { action: "session.revoked", target: input.sessionId });
  });
}

/** Ends all of one's sessions but this one; returns how many there were. */
export async function revokeOtherSessions(ctx: RequestContext): Promise<{ ended: number }> {
  const { user, sessionId } = requireSession(ctx);
  return asSystem(ctx.db, async (tx) => {
    const ended = await revokeSessions(tx, { userId: user.id, keep: sessionId });
    await recordAudit(tx, { actor: ctx.actor }, { action: "session.othersRevoked", data: { ended } });
    return { ended };
  });
}
