import { deleteInvitesOf } from "@/db/queries/invite";
import { revokeSessions } from "@/db/queries/session";
import { listTeamsOwnedAlone } from "@/db/queries/team";
import {
  countActiveAdmins,
  deleteUser,
  findUser,
  listLinkedProviders,
  lockAdmins,
  updateUser,
} from "@/db/queries/user";
import { asSystem } from "@/db/scope";
import type { UserId } from "@/lib/ids";
import type { ChangePasswordInput, DeleteAccountInput, ProfileInput } from "@/lib/protocol/credentials";
import { hashPassword, isGuessable, verifyPassword } from "../../auth/password";
import { forgiveTries, takeTry } from "../../auth/rate-limits";
import { requireSession } from "../../auth/require-scope";
import type { RequestContext } from "../../context";
import { AppError } from "../../errors";
import { recordAudit } from "../audit/record-audit";

/** What the account page shows of the person's own account. */
export async function describeAccount(ctx: RequestContext) {
  const { user } = requireSession(ctx);
  const account = await storedAccount(ctx, user.id);
  const linked = await listLinkedProviders(ctx.db, { userId: user.id });
  return {
    name: account.name,
    email: account.email,
    locale: account.locale,
    isAdmin: account.isAdmin,
    createdAt: account.createdAt,
    hasPassword: account.passwordHash !== null,
    linked: linked.map(({ provider }) => provider),
  };
}

/** Changes one's name or language. */
export async function updateProfile(ctx: RequestContext, input: ProfileInput): Promise<void> {
  const { user } = requireSession(ctx);
  const { name = user.name, locale = user.locale } = input;
  await updateUser(ctx.db, { userId: user.id, set: { name, locale } });
}

/** Sets a password, given the present one where there is one, and ends all other sessions. */
export async function changePassword(ctx: RequestContext, input: ChangePasswordInput): Promise<void> {
  const { user, sessionId } = requireSession(ctx);
  await proveIdentity(ctx, input.current);
  if (isGuessable(input.next, user)) throw new AppError("invalid", "auth.passwordGuessable");
  const passwordHash = await hashPassword(input.next);
  await asSystem(ctx.db, async (tx) => {
    await updateUser(tx, { userId: user.id, set: { passwordHash } });
    const ended = await revokeSessions(tx, { userId: user.id, keep: sessionId });
    await recordAudit(
      tx,
      { actor: ctx.actor },
      { action: "account.passwordChanged", target: user.id, data: { ended } },
    );
  });
}

/** Deletes one's account for good. Teams that only this person owns are handed over or deleted first. */
export async function deleteAccount(ctx: RequestContext, input: DeleteAccountInput): Promise<void> {
  const { user } = requireSession(ctx);
  if (input.confirmEmail !== user.email)
    throw new AppError("invalid", "account.confirmEmail", { args: { email: user.email } });
  await proveIdentity(ctx, input.password);
  await asSystem(ctx.db, async (tx) => {
    const teams = await listTeamsOwnedAlone(tx, { userId: user.id });
    if (teams.length > 0) {
      throw new AppError("conflict", "account.ownsTeams", {
        args: { teams: teams.map(({ name }) => name).join(", ") },
      });
    }
    await lockAdmins(tx);
    if (user.isAdmin && (await countActiveAdmins(tx)) < 2) throw new AppError("conflict", "admin.last");
    await recordAudit(tx, { actor: ctx.actor }, { action: "account.deleted", target: user.id });
    await deleteInvitesOf(tx, { userId: user.id });
    await deleteUser(tx, { userId: user.id });
  });
}

/** Asks for the password again before what cannot be undone; a stolen session alone is not enough. */
async function proveIdentity(ctx: RequestContext, password: string): Promise<void> {
  const { user } = requireSession(ctx);
  const { passwordHash } = await storedAccount(ctx, user.id);
  if (passwordHash === null) return;
  await takeTry(ctx.db, "passwordByUser", user.id);
  if (!(await verifyPassword(passwordHash, password)))
    throw new AppError("forbidden", "account.wrongPassword");
  await forgiveTries(ctx.db, "passwordByUser", user.id);
}

async function storedAccount(ctx: RequestContext, userId: UserId) {
  const account = await findUser(ctx.db, { userId });
  if (!account) throw new AppError("unauthenticated", "auth.signInFirst");
  return account;
}
