import type { Transaction } from "@/db/client";
import { findUserByEmail, lockUser, updateUser } from "@/db/queries/user";
import { asSystem } from "@/db/scope";
import type { UserId } from "@/lib/ids";
import type { MailLocale, MoveAddressInput } from "@/lib/protocol/credentials";
import type { CurrentUser } from "../../auth/actor";
import { movedLetter, newAddressLetter, takenLetter } from "../../auth/letters";
import { openProof, sealProof } from "../../auth/mail-proof";
import { takeTry } from "../../auth/rate-limits";
import { requireSession } from "../../auth/require-scope";
import { sendMail } from "../../auth/send-mail";
import type { RequestContext } from "../../context";
import { AppError } from "../../errors";
import { log } from "../../log";
import { settings } from "../../settings";
import { recordAudit } from "../audit/record-audit";
import { mailOrRefusal } from "./mail-or-refusal";
import { proveIdentity } from "./prove-identity";

/**
 * Moves an account to another address. Where mail works, only the new address's own link does it, and the
 * reply is the same for an address that is taken; elsewhere it happens at once, as unproved as at sign-up.
 */
export async function moveAddress(
  ctx: RequestContext,
  input: MoveAddressInput,
): Promise<{ mailed: boolean }> {
  const { user } = requireSession(ctx);
  if (input.email === user.email) throw new AppError("invalid", "account.sameAddress");
  await takeTry(ctx.db, "moveByUser", user.id);
  await proveIdentity(ctx, input.password);
  if (settings().SMTP_URL) {
    await mailProof(ctx, user, input);
    return { mailed: true };
  }
  await asSystem(ctx.db, (tx) => writeAddress(tx, ctx, { userId: user.id, to: input.email, verified: null }));
  return { mailed: false };
}

/** Does what a mailed link proves; whoever holds the link reads mail at the new address, signed in or not. */
export async function confirmNewAddress(
  ctx: RequestContext,
  input: { secret: string },
): Promise<{ email: string }> {
  await takeTry(ctx.db, "linkByIp", ctx.ip);
  const proof = await openProof(input.secret);
  if (proof?.purpose !== "move") throw new AppError("invalid", "auth.linkSpent");
  const { userId, from, to } = proof;
  const locale = await asSystem(ctx.db, async (tx) => {
    const account = await lockUser(tx, { userId });
    if (!account || account.disabledAt || account.email !== from)
      throw new AppError("invalid", "auth.linkSpent");
    await writeAddress(tx, ctx, { userId, to, verified: new Date() });
    return account.locale;
  });
  await tellOldAddress({ from, to, locale: locale === "ko" ? "ko" : "en" });
  return { email: to };
}

async function mailProof(ctx: RequestContext, user: CurrentUser, input: MoveAddressInput): Promise<void> {
  const { email: to, locale } = input;
  await takeTry(ctx.db, "linkByAccount", to);
  const taken = await findUserByEmail(ctx.db, { email: to });
  const secret = await sealProof({ purpose: "move", userId: user.id, from: user.email, to });
  const url = new URL(`/confirm-address#${secret}`, settings().NEXTAUTH_URL).href;
  const letter = taken ? takenLetter({ locale }) : newAddressLetter({ locale, url, name: user.name });
  await mailOrRefusal(() => sendMail({ to, ...letter }));
}

async function writeAddress(
  tx: Transaction,
  ctx: RequestContext,
  change: { userId: UserId; to: string; verified: Date | null },
): Promise<void> {
  const { userId, to, verified } = change;
  if (await findUserByEmail(tx, { email: to })) throw new AppError("conflict", "account.addressTaken");
  await updateUser(tx, { userId, set: { email: to, emailVerified: verified } });
  await recordAudit(tx, ctx, { action: "account.moved", target: userId });
}

/** The change is made by now: a mail server that fails at this moment must not undo it. */
async function tellOldAddress(move: { from: string; to: string; locale: MailLocale }): Promise<void> {
  const { from, to, locale } = move;
  await sendMail({ to: from, ...movedLetter({ locale, to }) }).catch((error) =>
    log.warn({ reason: error instanceof Error ? error.message : "unknown" }, "old address not told"),
  );
}
