import type { Transaction } from "@/db/client";
import { insertAuditEvent } from "@/db/queries/audit";
import { revokeSessions } from "@/db/queries/session";
import { revokePersonalTokens } from "@/db/queries/token";
import { deleteLinkedServices, findUser, updateUser } from "@/db/queries/user";
import type { UserId } from "@/lib/ids";

/**
 * The first proof that an address belongs to whoever clicked the link. All that could open the account before
 * may be a stranger's, who opened it ahead of its owner: password, sessions, tokens and connected services end.
 */
export async function confirmAddress(tx: Transaction, params: { userId: UserId }): Promise<void> {
  const { userId } = params;
  const person = await findUser(tx, { userId });
  if (!person || person.emailVerified) return;
  await updateUser(tx, { userId, set: { emailVerified: new Date(), passwordHash: null } });
  await revokeSessions(tx, { userId, keep: null });
  await revokePersonalTokens(tx, { userId });
  await deleteLinkedServices(tx, { userId, provider: null });
  await insertAuditEvent(tx, { actorUserId: userId, action: "account.confirmed", target: userId });
}
