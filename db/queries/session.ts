import { and, desc, eq, gt, isNull, ne, sql } from "drizzle-orm";
import type { SessionId, UserId } from "@/lib/ids";
import type { Connection } from "../client";
import { session } from "../schema/identity";

export async function insertSession(
  db: Connection,
  params: { userId: UserId; userAgent: string | null; expiresAt: Date },
) {
  const [row] = await db.insert(session).values(params).returning({ id: session.id });
  if (!row) throw new Error("insert returned no row");
  return row;
}

/** A person's live sessions, the most recently seen first. */
export function listLiveSessions(db: Connection, params: { userId: UserId }) {
  return db
    .select({
      id: session.id,
      userAgent: session.userAgent,
      createdAt: session.createdAt,
      lastSeenAt: session.lastSeenAt,
      expiresAt: session.expiresAt,
    })
    .from(session)
    .where(and(eq(session.userId, params.userId), isLive))
    .orderBy(desc(session.lastSeenAt));
}

/** Revokes one session of a person; false when they have no such live session. */
export async function revokeSession(
  db: Connection,
  params: { userId: UserId; sessionId: SessionId },
): Promise<boolean> {
  const rows = await db
    .update(session)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(session.id, params.sessionId), eq(session.userId, params.userId), isLive))
    .returning({ id: session.id });
  return rows.length > 0;
}

/** Revokes all sessions of a person save `keep`; returns how many ended. */
export async function revokeSessions(
  db: Connection,
  params: { userId: UserId; keep: SessionId | null },
): Promise<number> {
  const others = params.keep === null ? undefined : ne(session.id, params.keep);
  const rows = await db
    .update(session)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(session.userId, params.userId), isLive, others))
    .returning({ id: session.id });
  return rows.length;
}

const isLive = and(isNull(session.revokedAt), gt(session.expiresAt, sql`now()`));
