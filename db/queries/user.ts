import { and, count, desc, eq, isNull, max, ne, sql } from "drizzle-orm";
import type { UserId } from "@/lib/ids";
import type { Connection, Transaction } from "../client";
import { account, session, user } from "../schema/identity";

/** A person by e-mail address, which is stored trimmed and lower-case. */
export async function findUserByEmail(db: Connection, params: { email: string }) {
  const [row] = await db.select().from(user).where(eq(user.email, params.email));
  return row;
}

export async function findUser(db: Connection, params: { userId: UserId }) {
  const [row] = await db.select().from(user).where(eq(user.id, params.userId));
  return row;
}

/** A person whose row nobody else changes until the transaction ends. */
export async function lockUser(tx: Transaction, params: { userId: UserId }) {
  const [row] = await tx.select().from(user).where(eq(user.id, params.userId)).for("update");
  return row;
}

export async function insertUser(
  db: Connection,
  params: {
    email: string;
    name: string;
    passwordHash: string | null;
    isAdmin: boolean;
    emailVerified?: Date | null;
    image?: string | null;
  },
) {
  const [row] = await db.insert(user).values(params).returning();
  if (!row) throw new Error("insert returned no row");
  return row;
}

/** Inserts a person unless the address is taken; undefined then. */
export async function insertUserIfNew(db: Connection, params: typeof user.$inferInsert) {
  const [row] = await db.insert(user).values(params).onConflictDoNothing({ target: user.email }).returning();
  return row;
}

export async function updateUser(
  db: Connection,
  params: { userId: UserId; set: Partial<Omit<typeof user.$inferInsert, "id">> },
) {
  const [row] = await db.update(user).set(params.set).where(eq(user.id, params.userId)).returning();
  return row;
}

/**
 * Whether the server still waits for its first administrator. Takes a lock until the transaction ends, so
 * that of many people who sign up at once exactly one hears yes.
 */
export async function isAdminWanted(tx: Transaction): Promise<boolean> {
  await lockAdmins(tx);
  return !(await hasAdmin(tx));
}

/** Makes decisions about who administers the server take turns, until the transaction ends. */
export async function lockAdmins(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('atelier.admins'))`);
}

export async function hasAdmin(db: Connection): Promise<boolean> {
  const [admin] = await db.select({ id: user.id }).from(user).where(eq(user.isAdmin, true)).limit(1);
  return admin !== undefined;
}

/** Every person on the server save `exceptEmail`, the newest first. */
export function listUsers(db: Connection, params: { exceptEmail: string }) {
  return db
    .select({
      id: user.id,
      name: user.name,
      email: user.email,
      isAdmin: user.isAdmin,
      createdAt: user.createdAt,
      disabledAt: user.disabledAt,
      lastSeenAt: max(session.lastSeenAt),
    })
    .from(user)
    .leftJoin(session, eq(session.userId, user.id))
    .where(ne(user.email, params.exceptEmail))
    .groupBy(user.id)
    .orderBy(desc(user.createdAt))
    .limit(1000);
}

/** How many people could administer the server right now. */
export async function countActiveAdmins(db: Connection): Promise<number> {
  const [row] = await db
    .select({ admins: count() })
    .from(user)
    .where(and(eq(user.isAdmin, true), isNull(user.disabledAt)));
  return row?.admins ?? 0;
}

export async function deleteUser(db: Connection, params: { userId: UserId }) {
  await db.delete(user).where(eq(user.id, params.userId));
}

/** The outside services that a person can sign in with. */
export function listLinkedProviders(db: Connection, params: { userId: UserId }) {
  return db.select({ provider: account.provider }).from(account).where(eq(account.userId, params.userId));
}

/** Whose account an outside service's identity opens, if anybody's. */
export async function findUserOfService(
  db: Connection,
  params: { provider: string; providerAccountId: string },
) {
  const [row] = await db
    .select({ id: user.id, disabledAt: user.disabledAt })
    .from(account)
    .innerJoin(user, eq(user.id, account.userId))
    .where(
      and(eq(account.provider, params.provider), eq(account.providerAccountId, params.providerAccountId)),
    );
  return row;
}

/** Connects an outside service's identity to a person; false when it is connected already, to whomever. */
export async function insertLinkedService(
  db: Connection,
  params: Pick<typeof account.$inferInsert, "userId" | "type" | "provider" | "providerAccountId">,
): Promise<boolean> {
  const rows = await db
    .insert(account)
    .values(params)
    .onConflictDoNothing()
    .returning({ userId: account.userId });
  return rows.length > 0;
}

/** Disconnects one service of a person, or with `provider: null` all; returns how many there were. */
export async function deleteLinkedServices(
  db: Connection,
  params: { userId: UserId; provider: string | null },
): Promise<number> {
  const which = params.provider === null ? undefined : eq(account.provider, params.provider);
  const rows = await db
    .delete(account)
    .where(and(eq(account.userId, params.userId), which))
    .returning({ provider: account.provider });
  return rows.length;
}
