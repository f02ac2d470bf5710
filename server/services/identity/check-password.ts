import type { Database } from "@/db/client";
import { findUserByEmail, updateUser } from "@/db/queries/user";
import { SignInInput } from "@/lib/protocol/credentials";
import { hashPassword, needsRehash, verifyPassword } from "../../auth/password";
import { forgiveTries, takeTry } from "../../auth/rate-limits";

/**
 * The account that an address and password open, or null: the same for an unknown address, a wrong password,
 * an account without one and a disabled one, and in the same time. Throws `rateLimited` after too many tries.
 */
export async function checkPassword(db: Database, params: { credentials: unknown; ip: string }) {
  await takeTry(db, "signInByIp", params.ip);
  const credentials = SignInInput.safeParse(params.credentials).data;
  if (!credentials) return null;
  const { email, password } = credentials;
  await takeTry(db, "signInByAccount", email);
  const account = await findUserByEmail(db, { email });
  const matches = await verifyPassword(account?.passwordHash, password);
  if (!account?.passwordHash || !matches || account.disabledAt !== null) return null;
  await forgiveTries(db, "signInByAccount", email);
  if (needsRehash(account.passwordHash)) {
    await updateUser(db, { userId: account.id, set: { passwordHash: await hashPassword(password) } });
  }
  return { id: account.id };
}
