import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findUserByEmail, updateUser } from "@/db/queries/user";
import { newId } from "@/db/schema/columns";
import { session, user } from "@/db/schema/identity";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { SessionId } from "@/lib/ids";
import { takeTry } from "../../auth/rate-limits";
import { resolveActor } from "../../auth/resolve-actor";
import { setTestEnvironment, signedInBrowser } from "../../auth/testing";
import type { RequestContext } from "../../context";
import { makeTeam, makeUser, testContext } from "../../testing";
import { listUsers, setUserAdmin, setUserDisabled } from "./administer-users";
import { checkPassword } from "./check-password";
import { ensureBuiltInUser } from "./ensure-built-in-user";
import { changePassword, deleteAccount } from "./manage-account";
import { listSessions, revokeOtherSessions, revokeSession } from "./manage-sessions";
import { signUp } from "./sign-up";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment(database.url);
});
afterAll(() => database.drop());

const PASSWORD = "ochre on a wet wall";

function person(name = "Mina Park") {
  return { name, email: `${randomUUID()}@example.org`, password: PASSWORD };
}

async function newcomer(ip = randomUUID()): Promise<RequestContext> {
  return { ...(await testContext(database.db)), ip };
}

async function signedIn(input: { email: string }): Promise<RequestContext> {
  const account = await findUserByEmail(database.db, input);
  if (!account) throw new Error("no such account");
  const { headers } = await signedInBrowser(database.db, account.id);
  return { ...(await testContext(database.db, await resolveActor(database.db, headers))), headers };
}

describe("the first account", () => {
  it("alone becomes administrator, however many sign up at once; the server's own user does not count", async () => {
    await ensureBuiltInUser(database.db);
    const people = Array.from({ length: 8 }, () => person());
    await Promise.all(people.map(async (input) => signUp(await newcomer(), input)));
    const admins = await database.db.select().from(user).where(eq(user.isAdmin, true));
    expect(admins).toHaveLength(1);
    expect(people.map(({ email }) => email)).toContain(admins[0]?.email);
  });
});

describe("the list of people", () => {
  it("tells when each was last here, and that a person never was", async () => {
    const [seen, unseen] = [person("Seen"), person("Unseen")];
    await signUp(await newcomer(), seen);
    await signUp(await newcomer(), unseen);
    await signedIn(seen);
    const { user: admin } = await makeUser(database.db);
    const ctx = await testContext(database.db, {
      kind: "session",
      user: { ...admin, isAdmin: true },
      sessionId: newId<SessionId>(),
    });
    const people = new Map((await listUsers(ctx)).map(({ email, lastSeenAt }) => [email, lastSeenAt]));
    expect(people.get(seen.email)).toBeInstanceOf(Date);
    expect(people.get(unseen.email)).toBeNull();
  });
});

describe("signing up and in", () => {
  it("opens an account that its password then opens", async () => {
    const input = person();
    await signUp(await newcomer(), input);
    expect(await checkPassword(database.db, { credentials: input, ip: "a" })).toEqual({
      id: expect.any(String),
    });
  });

  it("keeps addresses apart from their spelling", async () => {
    const input = person();
    await signUp(await newcomer(), input);
    const shouted = { email: `  ${input.email.toUpperCase()} `, password: PASSWORD };
    expect(await checkPassword(database.db, { credentials: shouted, ip: "a" })).not.toBeNull();
  });

  it("opens one account when the same address signs up twice at once", async () => {
    const input = person();
    const tries = [1, 2, 3].map(async (index) =>
      signUp(await newcomer(), { ...input, password: `${PASSWORD} ${index}` }),
    );
    const results = await Promise.allSettled(tries);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("refuses a taken address in the words of a failed sign-in, and leaves the account as it was", async () => {
    const input = person();
    await signUp(await newcomer(), input);
    const stranger = { ...input, name: "Stranger", password: "another long password" };
    await expect(signUp(await newcomer(), stranger)).rejects.toMatchObject({
      code: "unauthenticated",
      reason: "auth.refused",
    });
    expect(await findUserByEmail(database.db, input)).toMatchObject({ name: input.name });
    expect(await checkPassword(database.db, { credentials: stranger, ip: "a" })).toBeNull();
  });

  it("answers null alike for an unknown address, a wrong password, no password and a disabled account", async () => {
    const known = person();
    await signUp(await newcomer(), known);
    const disabled = person();
    await signUp(await newcomer(), disabled);
    const account = await findUserByEmail(database.db, disabled);
    if (account) await updateUser(database.db, { userId: account.id, set: { disabledAt: new Date() } });
    const { user: withoutPassword } = await makeUser(database.db);
    const attempts = [
      person(),
      { ...known, password: "wrong" },
      { email: withoutPassword.email, password: PASSWORD },
      disabled,
      { email: 3 },
    ];
    for (const credentials of attempts)
      expect(await checkPassword(database.db, { credentials, ip: "a" })).toBeNull();
  });

  it("takes as long for an unknown address as for a wrong password", async () => {
    const known = person();
    await signUp(await newcomer(), known);
    const [unknownMs, wrongMs] = await mediansMs(
      () => checkPassword(database.db, { credentials: person(), ip: randomUUID() }),
      () =>
        checkPassword(database.db, { credentials: { ...known, password: randomUUID() }, ip: randomUUID() }),
    );
    expect(unknownMs / wrongMs).toBeGreaterThan(0.3);
    expect(unknownMs / wrongMs).toBeLessThan(3);
  });

  it.each(["1q2w3e4r5t6y", "aaaaaaaaaaaa", "password1234"])(
    "refuses %s, which anyone would guess",
    async (password) => {
      await expect(signUp(await newcomer(), { ...person(), password })).rejects.toMatchObject({
        reason: "auth.passwordGuessable",
      });
    },
  );

  it("refuses a password that is the person's own name or address", async () => {
    const input = person("Kim Cheolsu");
    await expect(signUp(await newcomer(), { ...input, password: "kimcheolsu1" })).rejects.toMatchObject({
      reason: "auth.passwordGuessable",
    });
    await expect(signUp(await newcomer(), { ...input, password: input.email })).rejects.toMatchObject({
      reason: "auth.passwordGuessable",
    });
  });

  it("renews a hash made with weaker parameters at the next sign-in", async () => {
    const { hash } = await import("@node-rs/argon2");
    const { user: old } = await makeUser(database.db);
    await updateUser(database.db, {
      userId: old.id,
      set: { passwordHash: await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, parallelism: 1 }) },
    });
    await checkPassword(database.db, { credentials: { email: old.email, password: PASSWORD }, ip: "b" });
    expect((await findUserByEmail(database.db, old))?.passwordHash).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/,
    );
    expect(
      await checkPassword(database.db, { credentials: { email: old.email, password: PASSWORD }, ip: "b" }),
    ).not.toBeNull();
  });
});

describe("the rate limit", () => {
  it("lets exactly its number of tries through, however many come at once", async () => {
    const key = randomUUID();
    const tries = Array.from({ length: 40 }, () => takeTry(database.db, "signInByAccount", key));
    const results = await Promise.allSettled(tries);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
    const refused = results.find((result) => result.status === "rejected");
    expect(refused?.reason).toMatchObject({ code: "rateLimited", args: { minutes: 10 } });
  });

  it("refuses the right password too once an account's tries are spent, then forgives those who got in before", async () => {
    const input = person();
    await signUp(await newcomer(), input);
    for (let index = 0; index < 9; index++)
      await checkPassword(database.db, { credentials: { ...input, password: "no" }, ip: randomUUID() });
    expect(await checkPassword(database.db, { credentials: input, ip: "c" })).not.toBeNull();
    for (let index = 0; index < 10; index++)
      await checkPassword(database.db, { credentials: { ...input, password: "no" }, ip: randomUUID() });
    await expect(checkPassword(database.db, { credentials: input, ip: randomUUID() })).rejects.toMatchObject({
      code: "rateLimited",
    });
  });
});

describe("sessions", () => {
  it("end at once when revoked: the next request is a guest's", async () => {
    const input = person();
    await signUp(await newcomer(), input);
    const here = await signedIn(input);
    const there = await signedIn(input);
    const sessions = await listSessions(here);
    expect(sessions.map(({ isCurrent }) => isCurrent).sort()).toEqual([false, true]);
    const other = sessions.find(({ isCurrent }) => !isCurrent);
    if (other) await revokeSession(here, { sessionId: other.id });
    expect(await resolveActor(database.db, there.headers)).toEqual({ kind: "anonymous" });
    expect(await resolveActor(database.db, here.headers)).toMatchObject({ kind: "session" });
  });

  it("of other people cannot be revoked", async () => {
    const [mine, theirs] = [person(), person()];
    await signUp(await newcomer(), mine);
    await signUp(await newcomer(), theirs);
    const stranger = await signedIn(theirs);
    if (stranger.actor.kind !== "session") throw new Error("not signed in");
    const { sessionId } = stranger.actor;
    await expect(revokeSession(await signedIn(mine), { sessionId })).rejects.toMatchObject({
      code: "notFound",
    });
    expect(await resolveActor(database.db, stranger.headers)).toMatchObject({ kind: "session" });
  });

  it("elsewhere end together, and with a change of password", async () => {
    const input = person();
    await signUp(await newcomer(), input);
    const here = await signedIn(input);
    const [first, second] = [await signedIn(input), await signedIn(input)];
    expect(await revokeOtherSessions(here)).toEqual({ ended: 2 });
    expect(await resolveActor(database.db, first.headers)).toEqual({ kind: "anonymous" });
    const third = await signedIn(input);
    await expect(changePassword(here, { current: "wrong", next: "umber and sienna" })).rejects.toMatchObject({
      reason: "account.wrongPassword",
    });
    await changePassword(here, { current: PASSWORD, next: "umber and sienna" });
    expect(await resolveActor(database.db, third.headers)).toEqual({ kind: "anonymous" });
    expect(await resolveActor(database.db, second.headers)).toEqual({ kind: "anonymous" });
    expect(await resolveActor(database.db, here.headers)).toMatchObject({ kind: "session" });
  });

  it("expire, and end for a disabled person", async () => {
    const input = person();
    await signUp(await newcomer(), input);
    const [old, current] = [await signedIn(input), await signedIn(input)];
    if (old.actor.kind !== "session" || current.actor.kind !== "session") throw new Error("not signed in");
    await database.db
      .update(session)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(session.id, old.actor.sessionId));
    expect(await resolveActor(database.db, old.headers)).toEqual({ kind: "anonymous" });
    await setUserDisabled(await administrator(), { userId: current.actor.user.id, isDisabled: true });
    expect(await resolveActor(database.db, current.headers)).toEqual({ kind: "anonymous" });
  });

  it("cannot be forged with another secret", async () => {
    const { encode } = await import("next-auth/jwt");
    const { user: victim } = await makeUser(database.db);
    const { sessionId } = await signedInBrowser(database.db, victim.id);
    const cookie = await encode({ token: { sub: victim.id, sessionId }, secret: "x".repeat(40) });
    const headers = new Headers({ cookie: `next-auth.session-token=${cookie}` });
    expect(await resolveActor(database.db, headers)).toEqual({ kind: "anonymous" });
  });
});

describe("an account", () => {
  it("is deleted only with its password and only when no team is left without an owner", async () => {
    const input = person();
    await signUp(await newcomer(), input);
    const ctx = await signedIn(input);
    if (ctx.actor.kind !== "session") throw new Error("not signed in");
    const team = await makeTeam(database.db, { owner: ctx.actor.user.id });
    const wanted = { confirmEmail: input.email, password: PASSWORD };
    await expect(deleteAccount(ctx, { ...wanted, password: "wrong" })).rejects.toMatchObject({
      reason: "account.wrongPassword",
    });
    await expect(deleteAccount(ctx, wanted)).rejects.toMatchObject({
      reason: "account.ownsTeams",
      args: { teams: team.name },
    });
    const { user: heir } = await makeUser(database.db);
    await team.addMember(heir.id, "owner");
    await deleteAccount(ctx, wanted);
    expect(await findUserByEmail(database.db, input)).toBeUndefined();
    expect(await resolveActor(database.db, ctx.headers)).toEqual({ kind: "anonymous" });
  });
});

describe("administrators", () => {
  it("neither disable nor demote themselves, so that one always remains", async () => {
    const admin = await administrator();
    if (admin.actor.kind !== "session") throw new Error("not signed in");
    const { id: userId } = admin.actor.user;
    await expect(setUserAdmin(admin, { userId, isAdmin: false })).rejects.toMatchObject({
      reason: "admin.notSelf",
    });
    await expect(setUserDisabled(admin, { userId, isDisabled: true })).rejects.toMatchObject({
      reason: "admin.notSelf",
    });
  });

  it("are the only ones who administer", async () => {
    const input = person();
    await signUp(await newcomer(), input);
    const ctx = await signedIn(input);
    const { user: other } = await makeUser(database.db);
    await expect(setUserAdmin(ctx, { userId: other.id, isAdmin: true })).rejects.toMatchObject({
      reason: "admin.only",
    });
  });

  it("cannot touch the server's own user", async () => {
    const builtIn = await ensureBuiltInUser(database.db);
    await expect(
      setUserAdmin(await administrator(), { userId: builtIn.id, isAdmin: true }),
    ).rejects.toMatchObject({ code: "notFound" });
  });
});

async function administrator(): Promise<RequestContext> {
  const [admin] = await database.db.select().from(user).where(eq(user.isAdmin, true)).limit(1);
  if (!admin) throw new Error("no administrator");
  return signedIn(admin);
}

/** By turns, so that whatever else the machine does slows both alike. */
async function mediansMs(
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let index = 0; index < 18; index++) {
    const startMs = performance.now();
    await (index % 2 === 0 ? first : second)();
    times[index % 2 === 0 ? 0 : 1].push(performance.now() - startMs);
  }
  const medianOf = (all: number[]) => all.sort((a, b) => a - b)[4] ?? 0;
  return [medianOf(times[0]), medianOf(times[1])];
}
