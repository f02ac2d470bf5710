import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { SessionId } from "@/lib/ids";
import type { Connection } from "../client";
import { session, token, user } from "../schema/identity";

const SEEN_EVERY_MS = 60_000;

const currentUser = {
  id: user.id,
  name: user.name,
  email: user.email,
  image: user.image,
  locale: user.locale,
  isAdmin: user.isAdmin,
};

/** The person of a session that is neither expired nor revoked, or undefined; its last use is noted at most once a minute. */
export async function findSessionUser(db: Connection, params: { sessionId: SessionId }) {
  const [row] = await db
    .select({ lastSeenAt: session.lastSeenAt, user: currentUser })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(
      and(
        eq(session.id, params.sessionId),
        isNull(session.revokedAt),
        isNull(user.disabledAt),
        gt(session.expiresAt, sql`now()`),
      ),
    );
  if (row && isStale(row.lastSeenAt)) {
    await db.update(session).set({ lastSeenAt: sql`now()` }).where(eq(session.id, params.sessionId));
  }
  return row?.user;
}

/** A live token by the hash of its secret, with its maker; its last use is noted at most once a minute. */
export async function findLiveToken(db: Connection, params: { secretHash: string }) {
  const [row] = await db
    .select({
      id: token.id,
      kind: token.kind,
      scopes: token.scopes,
      boundTeamId: token.boundTeamId,
      lastUsedAt: token.lastUsedAt,
      user: currentUser,
    })
    .from(token)
    .innerJoin(user, eq(user.id, token.userId))
    .where(
      and(
        eq(token.secretHash, params.secretHash),
        isNull(token.revokedAt),
        isNull(user.disabledAt),
        gt(token.expiresAt, sql`now()`),
      ),
    );
  if (row && isStale(row.lastUsedAt)) {
    await db.update(token).set({ lastUsedAt: sql`now()` }).where(eq(token.id, row.id));
  }
  return row;
}

function isStale(moment: Date | null): boolean {
  return moment === null || Date.now() - moment.getTime() > SEEN_EVERY_MS;
}
