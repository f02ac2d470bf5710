import type { Transaction } from "@/db/client";
import { deleteInvitesOf } from "@/db/queries/invite";
import { revokeSessions } from "@/db/queries/session";
import { listTeamsOwnedAlone } from "@/db/queries/team";
import {
  countActiveAdmins,
  deleteLinkedServices,
  deleteUser,
  listLinkedProviders,
  lockAdmins,
  updateUser,
} from "@/db/queries/user";
import { asSystem } from "@/db/scope";
import type { ChangePasswordInput, DeleteAccountInput, ProfileInput } from "@/lib/protocol/credentials";
import type { CurrentUser } from "../../auth/actor";
import { hashPassword, isGuessable } from "../../auth/password";
import { requireSession } from "../../auth/require-scope";
import type { RequestContext } from "../../context";
import { AppError } from "../../errors";
import { settings } from "../../settings";
import { recordAudit } from "../audit/record-audit";
import { proveIdentity, storedAccount } from "./prove-identity";

/** What the account page shows of the person's own account. */
export async function describeAccount(ctx: RequestContext) {
  const { user } = requireSession(ctx);
  const account = await storedAccount(ctx.db, user.id);
  const linked = await listLinkedProviders(ctx.db, { userId: user.id });
  const ownsAlone = await asSystem(ctx.db, (tx) => listTeamsOwnedAlone(tx, { userId: user.id }));
  return {
    name: account.name,
    email: account.email,
    locale: account.locale,
    isAdmin: account.isAdmin,
    createdAt: account.createdAt,
    hasPassword: account.passwordHash !== null,
    linked: linked.map(({ provider }) => provider),
    /** Teams that have no other owner: they keep the account from being deleted. */
    ownsAlone,
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

/** Disconnects an outside service, unless nothing else would open the account. */
export async function disconnectService(ctx: RequestContext, input: { provider: string }): Promise<void> {
  const { user } = requireSession(ctx);
  const { provider } = input;
  await asSystem(ctx.db, async (tx) => {
    const gone = await deleteLinkedServices(tx, { userId: user.id, provider });
    if (gone === 0) throw new AppError("notFound", "account.serviceNotConnected");
    if (!(await canStillEnter(tx, user))) throw new AppError("conflict", "account.lastWayIn");
    await recordAudit(tx, { actor: ctx.actor }, { action: "account.unlinked", data: { provider } });
  });
}

async function canStillEnter(tx: Transaction, user: CurrentUser): Promise<boolean> {
  if (settings().SMTP_URL) return true;
  const { passwordHash } = await storedAccount(tx, user.id);
  return passwordHash !== null || (await listLinkedProviders(tx, { userId: user.id })).length > 0;
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
