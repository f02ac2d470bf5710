import { randomBytes } from "node:crypto";
import type { Transaction } from "@/db/client";
import { revokeSessions } from "@/db/queries/session";
import { listAllTeams as readTeams } from "@/db/queries/team";
import {
  countActiveAdmins,
  findUser,
  lockAdmins,
  listUsers as readUsers,
  updateUser,
} from "@/db/queries/user";
import { asSystem } from "@/db/scope";
import type { UserId } from "@/lib/ids";
import { hashPassword } from "../../auth/password";
import type { RequestContext } from "../../context";
import { AppError } from "../../errors";
import { recordAudit } from "../audit/record-audit";
import { BUILT_IN_EMAIL } from "./ensure-built-in-user";
import { requireAdmin } from "./require-admin";

/** Everyone with an account; the server's own user is not a person. */
export async function listUsers(ctx: RequestContext) {
  const me = requireAdmin(ctx);
  const users = await readUsers(ctx.db, { exceptEmail: BUILT_IN_EMAIL });
  return users.map((user) => ({ ...user, isMe: user.id === me.id }));
}

export function listAllTeams(ctx: RequestContext) {
  requireAdmin(ctx);
  return asSystem(ctx.db, readTeams);
}

/** Locks a person out at once (sessions and tokens alike), or lets them in again. */
export async function setUserDisabled(
  ctx: RequestContext,
  input: { userId: UserId; isDisabled: boolean },
): Promise<void> {
  const { userId, isDisabled } = input;
  await changeUser(ctx, userId, async (tx) => {
    await updateUser(tx, { userId, set: { disabledAt: isDisabled ? new Date() : null } });
    if (isDisabled) await revokeSessions(tx, { userId, keep: null });
    await recordAudit(
      tx,
      { actor: ctx.actor },
      { action: isDisabled ? "account.disabled" : "account.enabled", target: userId },
    );
  });
}

/** Makes a person an administrator of the server, or takes that back; one always remains. */
export async function setUserAdmin(
  ctx: RequestContext,
  input: { userId: UserId; isAdmin: boolean },
): Promise<void> {
  const { userId, isAdmin } = input;
  await changeUser(ctx, userId, async (tx) => {
    await updateUser(tx, { userId, set: { isAdmin } });
    await recordAudit(
      tx,
      { actor: ctx.actor },
      { action: isAdmin ? "admin.granted" : "admin.withdrawn", target: userId },
    );
  });
}

/** Gives a person who is locked out a password to sign in with once; their other sessions end. */
export async function resetUserPassword(
  ctx: RequestContext,
  { userId }: { userId: UserId },
): Promise<{ password: string }> {
  const password = randomBytes(12).toString("base64url");
  const passwordHash = await hashPassword(password);
  await changeUser(ctx, userId, async (tx) => {
    await updateUser(tx, { userId, set: { passwordHash } });
    await revokeSessions(tx, { userId, keep: null });
    await recordAudit(tx, { actor: ctx.actor }, { action: "account.passwordReset", target: userId });
  });
  return { password };
}

async function changeUser(
  ctx: RequestContext,
  userId: UserId,
  work: (tx: Transaction) => Promise<void>,
): Promise<void> {
  const admin = requireAdmin(ctx);
  if (userId === admin.id) throw new AppError("conflict", "admin.notSelf");
  await asSystem(ctx.db, async (tx) => {
    await lockAdmins(tx);
    const person = await findUser(tx, { userId });
    if (!person || person.email === BUILT_IN_EMAIL) throw new AppError("notFound", "admin.userNotFound");
    await work(tx);
    if ((await countActiveAdmins(tx)) < 1) throw new AppError("conflict", "admin.last");
  });
}
