import type { Database } from "@/db/client";
import { findSessionUser } from "@/db/queries/actor";
import { insertAuditEvent } from "@/db/queries/audit";
import { revokeSession } from "@/db/queries/session";
import { asSystem } from "@/db/scope";
import { SessionId } from "@/lib/ids";

/** Ends the session that a person signs out of; anything that is not a live session is already over. */
export async function closeSession(db: Database, params: { sessionId: unknown }): Promise<void> {
  const sessionId = SessionId.safeParse(params.sessionId).data;
  const person = sessionId && (await findSessionUser(db, { sessionId }));
  if (!person) return;
  await asSystem(db, async (tx) => {
    const ended = await revokeSession(tx, { userId: person.id, sessionId });
    if (ended)
      await insertAuditEvent(tx, { actorUserId: person.id, action: "session.closed", target: sessionId });
  });
}
