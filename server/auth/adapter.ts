import { DrizzleAdapter } from "@auth/drizzle-adapter";
import type { Adapter, AdapterAccount } from "next-auth/adapters";
import type { Database, Transaction } from "@/db/client";
import { insertAuditEvent } from "@/db/queries/audit";
import { findUser, insertLinkedService, insertUser, isAdminWanted } from "@/db/queries/user";
import { account, user, verificationToken } from "@/db/schema/identity";
import { asSystem } from "@/db/scope";
import { UserId } from "@/lib/ids";
import { EmailAddress, PersonName } from "@/lib/protocol/credentials";
import { confirmAddress } from "../services/identity/confirm-address";

/** The outside service's identity that this request signs in with, once next-auth has checked it. */
export type Arrival = { service?: Pick<AdapterAccount, "type" | "provider" | "providerAccountId"> };

/** Drizzle's adapter over our tables, with the three writes where Atelier has rules of its own. */
export function authAdapter(db: Database, arrival: Arrival): Adapter {
  const drizzle: Adapter = DrizzleAdapter(db, {
    usersTable: user,
    accountsTable: account,
    verificationTokensTable: verificationToken,
  });
  return {
    ...drizzle,
    createUser: (person: { email: string; name?: string | null }) => openVerifiedAccount(db, person, arrival),
    async updateUser(person) {
      const userId = UserId.parse(person.id);
      if (person.emailVerified) await asSystem(db, (tx) => confirmAddress(tx, { userId }));
      const row = await findUser(db, { userId });
      if (!row) throw new Error("the account was deleted during its sign-in");
      return row;
    },
    async linkAccount({ userId, ...service }: AdapterAccount) {
      await asSystem(db, (tx) => connectService(tx, UserId.parse(userId), service));
    },
  };
}

/**
 * An account whose address a provider or a link has proved, in one transaction with the service that opened it:
 * else a kill between the two would leave an account that nothing opens. Remote avatars are left where they are.
 */
function openVerifiedAccount(
  db: Database,
  person: { email: string; name?: string | null },
  { service }: Arrival,
) {
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
    if (service) await connectService(tx, made.id, service);
    return made;
  });
}

/** The provider's own tokens are not kept: Atelier never acts for a person at GitHub or Google. */
async function connectService(tx: Transaction, userId: UserId, service: NonNullable<Arrival["service"]>) {
  const { type, provider, providerAccountId } = service;
  const connected = await insertLinkedService(tx, { userId, type, provider, providerAccountId });
  if (connected)
    await insertAuditEvent(tx, { actorUserId: userId, action: "account.linked", data: { provider } });
}
