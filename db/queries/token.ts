import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import type { TeamId, TokenId, UserId } from "@/lib/ids";
import type { Connection } from "../client";
import { team, token, user } from "../schema/identity";

export async function insertToken(db: Connection, params: typeof token.$inferInsert) {
  const [row] = await db.insert(token).values(params).returning();
  if (!row) throw new Error("insert returned no row");
  return row;
}

const listed = {
  id: token.id,
  name: token.name,
  prefix: token.prefix,
  scopes: token.scopes,
  createdAt: token.createdAt,
  expiresAt: token.expiresAt,
  lastUsedAt: token.lastUsedAt,
  madeBy: user.name,
  team: { slug: team.slug, name: team.name },
};

function selectListed(db: Connection) {
  return db
    .select(listed)
    .from(token)
    .innerJoin(user, eq(user.id, token.userId))
    .leftJoin(team, eq(team.id, token.boundTeamId));
}

/** A person's own live tokens, the newest first. */
export function listPersonalTokens(db: Connection, params: { userId: UserId }) {
  return selectListed(db)
    .where(and(eq(token.userId, params.userId), eq(token.kind, "personal"), isLive))
    .orderBy(desc(token.createdAt));
}

/** The live worker tokens of one team, or with `teamId: null` those that serve the whole server. */
export function listWorkerTokens(db: Connection, params: { teamId: TeamId | null }) {
  return selectListed(db)
    .where(and(eq(token.kind, "worker"), isBoundTo(params.teamId), isLive))
    .orderBy(desc(token.createdAt));
}

export async function findToken(db: Connection, params: { tokenId: TokenId }) {
  const [row] = await selectListed(db).where(eq(token.id, params.tokenId));
  return row;
}

/** Revokes a person's own token; false when they have no such live one. */
export async function revokePersonalToken(
  db: Connection,
  params: { userId: UserId; tokenId: TokenId },
): Promise<boolean> {
  const rows = await db
    .update(token)
    .set({ revokedAt: sql`now()` })
    .where(
      and(eq(token.id, params.tokenId), eq(token.userId, params.userId), eq(token.kind, "personal"), isLive),
    )
    .returning({ id: token.id });
  return rows.length > 0;
}

/** Revokes a worker token of one team, or with `teamId: null` of the whole server. */
export async function revokeWorkerToken(
  db: Connection,
  params: { teamId: TeamId | null; tokenId: TokenId },
): Promise<boolean> {
  const rows = await db
    .update(token)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(token.id, params.tokenId), eq(token.kind, "worker"), isBoundTo(params.teamId), isLive))
    .returning({ id: token.id });
  return rows.length > 0;
}

/** Revokes the tokens bound to a team: all of them, or those that one person made. */
export async function revokeTokensBoundTo(db: Connection, params: { teamId: TeamId; userId: UserId | null }) {
  const maker = params.userId === null ? undefined : eq(token.userId, params.userId);
  await db
    .update(token)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(token.boundTeamId, params.teamId), isLive, maker));
}

/** Revokes all personal tokens of somebody. */
export async function revokePersonalTokens(db: Connection, params: { userId: UserId }) {
  await db
    .update(token)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(token.userId, params.userId), eq(token.kind, "personal"), isLive));
}

const isLive = and(isNull(token.revokedAt), gt(token.expiresAt, sql`now()`));

function isBoundTo(teamId: TeamId | null) {
  return teamId === null ? isNull(token.boundTeamId) : eq(token.boundTeamId, teamId);
}
