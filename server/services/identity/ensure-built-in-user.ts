import type { Database } from "@/db/client";
import { findUserByEmail, insertUser } from "@/db/queries/user";

/** Owns what the server makes by itself: the demo team, the local worker's token. Nobody can sign in as it. */
export const BUILT_IN_EMAIL = "atelier@built-in.invalid";

/** Finds or makes the built-in user. */
export async function ensureBuiltInUser(db: Database) {
  const found = await findUserByEmail(db, { email: BUILT_IN_EMAIL });
  return (
    found ?? insertUser(db, { email: BUILT_IN_EMAIL, name: "Atelier", passwordHash: null, isAdmin: false })
  );
}
