import { revokeSessions } from "@/db/queries/session";
import { findUserByEmail, lockUser, updateUser } from "@/db/queries/user";
import { asSystem } from "@/db/scope";
import type { UserId } from "@/lib/ids";
import type { ForgotPasswordInput, ResetPasswordInput } from "@/lib/protocol/credentials";
import { nobodyLetter, resetLetter } from "../../auth/letters";
import { openProof, passwordState, sealProof } from "../../auth/mail-proof";
import { hashPassword, isGuessable } from "../../auth/password";
import { takeTry } from "../../auth/rate-limits";
import { sendMail } from "../../auth/send-mail";
import type { RequestContext } from "../../context";
import { AppError } from "../../errors";
import { settings } from "../../settings";
import { recordAudit } from "../audit/record-audit";
import { confirmAddress } from "./confirm-address";
import { mailOrRefusal } from "./mail-or-refusal";

/**
 * Mails a link to choose a new password. An address without an account, or with a disabled one, gets a mail as
 * well, which says so: whoever asks sees the same reply, after the same time.
 */
export async function forgotPassword(ctx: RequestContext, input: ForgotPasswordInput): Promise<void> {
  if (!settings().SMTP_URL) throw new AppError("forbidden", "auth.noMail");
  const { email, locale } = input;
  await takeTry(ctx.db, "linkByIp", ctx.ip);
  await takeTry(ctx.db, "linkByAccount", email);
  const account = await findUserByEmail(ctx.db, { email });
  const letter =
    account && account.disabledAt === null
      ? resetLetter({ locale, url: await resetLink(account) })
      : nobodyLetter({ locale });
  await mailOrRefusal(() => sendMail({ to: email, ...letter }));
}

async function resetLink(account: {
  id: UserId;
  email: string;
  passwordHash: string | null;
}): Promise<string> {
  const secret = await sealProof({ purpose: "reset", userId: account.id, state: passwordState(account) });
  return new URL(`/reset-password#${secret}`, settings().NEXTAUTH_URL).href;
}

/** Sets the password that a mailed link allows, once, and ends all sessions; returns the address to sign in with. */
export async function resetPassword(
  ctx: RequestContext,
  input: ResetPasswordInput,
): Promise<{ email: string }> {
  await takeTry(ctx.db, "linkByIp", ctx.ip);
  const proof = await openProof(input.secret);
  if (proof?.purpose !== "reset") throw new AppError("invalid", "auth.linkSpent");
  const { userId } = proof;
  const passwordHash = await hashPassword(input.next);
  return asSystem(ctx.db, async (tx) => {
    const account = await lockUser(tx, { userId });
    if (!account || account.disabledAt || passwordState(account) !== proof.state)
      throw new AppError("invalid", "auth.linkSpent");
    if (isGuessable(input.next, account)) throw new AppError("invalid", "auth.passwordGuessable");
    await confirmAddress(tx, { userId });
    await updateUser(tx, { userId, set: { passwordHash } });
    await revokeSessions(tx, { userId, keep: null });
    await recordAudit(tx, ctx, { action: "account.passwordRecovered", target: userId });
    return { email: account.email };
  });
}
