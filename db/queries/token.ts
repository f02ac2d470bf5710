import type { Database } from "../client";
import { token } from "../schema/identity";

export async function insertToken(db: Database, params: typeof token.$inferInsert) {
  const [row] = await db.insert(token).values(params).returning();
  if (!row) throw new Error("insert returned no row");
  return row;
}
