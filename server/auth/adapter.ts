import { DrizzleAdapter } from "@auth/drizzle-adapter";
import type { Adapter, AdapterAccount } from "next-auth/adapters";
import type { Database } from "@/db/client";
import { insertAuditEvent } from "@/db/queries/audit";
import { revokeSessions } from "@/db/queries/session";
import { findUser, insertUser, isAdminWanted, updateUser } from "@/db/queries/user";
import { account, user, verificationToken } from "@/db/schema/identity";
import { asSystem } from "@/db/scope";
import { UserId } from "@/lib/ids";
import { EmailAddress, PersonName } from "@/lib/protocol/credentials";

/** Drizzle's adapter over our tables, with the three writes where Atelier has rules of its own. */
export function authAdapter(db: Database): Adapter {
  const drizzle: Adapter = DrizzleAdapter(db, {
    usersTable: user,
    accountsTable: account,
    verificationTokensTable: verificationToken,
  });
  return {
    ...drizzle,
    createUser: (person: { email: string; name?: string | null }) => openVerifiedAccount(db, person),
    async updateUser(person) {
      if (person.emailVerified) await confirmAddress(db, UserId.parse(person.id));
      const row = await findUser(db, { userId: UserId.parse(person.id) });
      if (!row) throw new Error("the account was deleted during its sign-in");
      return row;
    },
    // The provider's own tokens are not kept: Atelier never acts for a person at GitHub or Google.
    async linkAccount({ userId, type, provider, providerAccountId }: AdapterAccount) {
      await asSystem(db, async (tx) => {
        await tx.insert(account).values({ userId: UserId.parse(userId), type, provider, providerAccountId });
        await insertAuditEvent(tx, {
          actorUserId: UserId.parse(userId),
          action: "account.linked",
          data: { provider },
        });
      });
    },
  };
}

/** An account whose address a provider or a link has proved. Remote avatars are left where they are. */
function openVerifiedAccount(db: Database, person: { email: string; name?: string | null }) {
  const email = EmailAddress.parse(person.email);
  const name = PersonName.safeParse(person.name).data ?? email.split("@")[0] ?? email;
  return asSystem(db, async (tx) => {
    const isAdmin = await isAdminWanted(tx);
    const made = await insertUser(tx, {
      email,
      name,
      passwordHash: null,
      isAdmin,
      emailVerified: new Date(),
    });
    await insertAuditEvent(tx, {
      actorUserId: made.id,
      action: "account.opened",
      target: made.id,
      data: { isAdmin },
    });
    return made;
  });
}

/**
 * The first proof that an address belongs to whoever clicked the link. A password set before that may be a
 * stranger's, who opened the account ahead of its owner: it and its sessions end.
 */
function confirmAddress(db: Database, userId: UserId) {
  return asSystem(db, async (tx) => {
    const person = await findUser(tx, { userId });
    if (!person || person.emailVerified) return;
    await updateUser(tx, { userId, set: { emailVerified: new Date(), passwordHash: null } });
    await revokeSessions(tx, { userId, keep: null });
    await insertAuditEvent(tx, { actorUserId: userId, action: "account.confirmed", target: userId });
  });
}
