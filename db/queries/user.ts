import type { UserId } from "@/lib/ids";
import { eq, sql } from "drizzle-orm";
import type { Connection, Transaction } from "../client";
import { user } from "../schema/identity";

/** A person by e-mail address, which is stored trimmed and lower-case. */
export async function findUserByEmail(db: Connection, params: { email: string }) {
  const [row] = await db.select().from(user).where(eq(user.email, params.email));
  return row;
}

export async function findUser(db: Connection, params: { userId: UserId }) {
  const [row] = await db.select().from(user).where(eq(user.id, params.userId));
  return row;
}

export async function insertUser(
  db: Connection,
  params: { email: string; name: string; passwordHash: string | null; isAdmin: boolean; emailVerified?: Date | null; image?: string | null },
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
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('atelier.first-admin'))`);
  return !(await hasAdmin(tx));
}

export async function hasAdmin(db: Connection): Promise<boolean> {
  const [admin] = await db.select({ id: user.id }).from(user).where(eq(user.isAdmin, true)).limit(1);
  return admin !== undefined;
}
