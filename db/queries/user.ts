import { eq } from "drizzle-orm";
import type { Database } from "../client";
import { user } from "../schema/identity";

/** A person by e-mail address, which is stored trimmed and lower-case. */
export async function findUserByEmail(db: Database, params: { email: string }) {
  const [row] = await db.select().from(user).where(eq(user.email, params.email));
  return row;
}

export async function insertUser(
  db: Database,
  params: { email: string; name: string; passwordHash: string | null; isAdmin: boolean },
) {
  const [row] = await db.insert(user).values(params).returning();
  if (!row) throw new Error("insert returned no row");
  return row;
}
