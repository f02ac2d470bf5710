import type { Connection } from "@/db/client";
import { findUser } from "@/db/queries/user";
import type { UserId } from "@/lib/ids";
import { verifyPassword } from "../../auth/password";
import { forgiveTries, takeTry } from "../../auth/rate-limits";
import { requireSession } from "../../auth/require-scope";
import type { RequestContext } from "../../context";
import { AppError } from "../../errors";

/** Asks for the password again before what cannot be undone; a stolen session alone is not enough. */
export async function proveIdentity(ctx: RequestContext, password: string): Promise<void> {
  const { user } = requireSession(ctx);
  const { passwordHash } = await storedAccount(ctx.db, user.id);
  if (passwordHash === null) return;
  await takeTry(ctx.db, "passwordByUser", user.id);
  if (!(await verifyPassword(passwordHash, password)))
    throw new AppError("forbidden", "account.wrongPassword");
  await forgiveTries(ctx.db, "passwordByUser", user.id);
}

export async function storedAccount(db: Connection, userId: UserId) {
  const account = await findUser(db, { userId });
  if (!account) throw new AppError("unauthenticated", "auth.signInFirst");
  return account;
}
