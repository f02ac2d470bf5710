import type { Database } from "@/db/client";
import { insertAuditEvent } from "@/db/queries/audit";
import { insertSession } from "@/db/queries/session";
import { asSystem } from "@/db/scope";
import type { SessionId, UserId } from "@/lib/ids";

export const SESSION_DAYS = 30;

/** Notes a sign-in and returns the id that the cookie will carry. `method` is "password", "github", "email", … */
export function openSession(
  db: Database,
  params: { userId: UserId; userAgent: string | null; method: string },
): Promise<SessionId> {
  const { userId, userAgent, method } = params;
  const expiresAt = new Date(Date.now() + SESSION_DAYS * 24 * 3600 * 1000);
  return asSystem(db, async (tx) => {
    const { id } = await insertSession(tx, {
      userId,
      userAgent: userAgent?.slice(0, 300) ?? null,
      expiresAt,
    });
    await insertAuditEvent(tx, {
      actorUserId: userId,
      action: "session.opened",
      target: id,
      data: { method },
    });
    return id;
  });
}
