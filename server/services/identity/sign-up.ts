import { findUserByEmail, insertUserIfNew, isAdminWanted } from "@/db/queries/user";
import { asSystem } from "@/db/scope";
import type { SignUpInput } from "@/lib/protocol/credentials";
import { hashPassword, isGuessable, verifyPassword } from "../../auth/password";
import { takeTry } from "../../auth/rate-limits";
import type { RequestContext } from "../../context";
import { AppError } from "../../errors";
import { settings } from "../../settings";
import { recordAudit } from "../audit/record-audit";

/**
 * Opens an account with a password. For an address that already has one it does what signing in would: with
 * that account's password it succeeds, with any other it refuses in the words of a failed sign-in. So the
 * reply never says more about an existing account than the sign-in page does. Where mail works, accounts are
 * opened by a link instead, whose reply is the same for every address.
 */
export async function signUp(ctx: RequestContext, input: SignUpInput): Promise<void> {
  if (settings().SMTP_URL) throw new AppError("forbidden", "auth.signUpByLink");
  await takeTry(ctx.db, "signUpByIp", ctx.ip);
  await takeTry(ctx.db, "signUpByAccount", input.email);
  if (isGuessable(input.password, input)) throw new AppError("invalid", "auth.passwordGuessable");
  const existing = await findUserByEmail(ctx.db, input);
  const opened = existing ? await opens(existing, input.password) : await openAccount(ctx, input);
  if (!opened) throw new AppError("unauthenticated", "auth.refused");
}

async function opens(account: { passwordHash: string | null; disabledAt: Date | null }, password: string) {
  return (await verifyPassword(account.passwordHash, password)) && account.disabledAt === null;
}

async function openAccount(ctx: RequestContext, input: SignUpInput): Promise<boolean> {
  const { name, email, password } = input;
  const passwordHash = await hashPassword(password);
  return asSystem(ctx.db, async (tx) => {
    const isAdmin = await isAdminWanted(tx);
    const account = await insertUserIfNew(tx, { name, email, passwordHash, isAdmin });
    // Somebody took the address between the look-up and now: the same words as for any taken address.
    if (!account) return false;
    await recordAudit(tx, ctx, { action: "account.opened", target: account.id, data: { isAdmin } });
    return true;
  });
}
