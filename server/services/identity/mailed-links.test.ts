import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findUserByEmail, insertLinkedService, insertUser, listLinkedProviders } from "@/db/queries/user";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { MailLocale } from "@/lib/protocol/credentials";
import { passwordState, sealProof } from "../../auth/mail-proof";
import { hashPassword } from "../../auth/password";
import { resolveActor } from "../../auth/resolve-actor";
import { startMailServer } from "../../auth/test-mail-server";
import { setTestEnvironment, signedInBrowser } from "../../auth/testing";
import type { RequestContext } from "../../context";
import { testContext } from "../../testing";
import { createPersonalToken } from "../tokens/create-token";
import { listMyTokens } from "../tokens/list-tokens";
import { checkPassword } from "./check-password";
import { disconnectService } from "./manage-account";
import { listSessions } from "./manage-sessions";
import { confirmNewAddress, moveAddress } from "./move-address";
import { forgotPassword, resetPassword } from "./recover-password";

let database: TestDatabase;
let smtp: Awaited<ReturnType<typeof startMailServer>>;

beforeAll(async () => {
  database = await createTestDatabase();
  smtp = await startMailServer();
  process.env.SMTP_URL = smtp.url;
  setTestEnvironment(database.url);
});
afterAll(async () => {
  await smtp.close();
  await database.drop();
});

const OLD = "umber under glass";
const NEXT = "cobalt over chalk";

async function account(options: { verified?: boolean; name?: string } = {}) {
  const { verified = true, name = "Mina" } = options;
  return insertUser(database.db, {
    email: `${randomUUID()}@example.org`,
    name,
    passwordHash: await hashPassword(OLD),
    isAdmin: false,
    emailVerified: verified ? new Date() : null,
  });
}

async function guest(): Promise<RequestContext> {
  return { ...(await testContext(database.db)), ip: randomUUID() };
}

async function browserOf(person: Awaited<ReturnType<typeof account>>): Promise<RequestContext> {
  const { headers } = await signedInBrowser(database.db, person.id);
  return { ...(await testContext(database.db, await resolveActor(database.db, headers))), headers };
}

async function secretMailedTo(email: string): Promise<string> {
  const { text } = await smtp.mailTo(email);
  return /#(\S+)/.exec(text)?.[1] ?? "";
}

const opens = (email: string, password: string) =>
  checkPassword(database.db, { credentials: { email, password }, ip: randomUUID() });

describe("a forgotten password", () => {
  it("is replaced once by the mailed link, which ends every session", async () => {
    const person = await account();
    const before = await browserOf(person);
    await forgotPassword(await guest(), { email: person.email, locale: "en" });
    const secret = await secretMailedTo(person.email);
    await expect(resetPassword(await guest(), { secret, next: NEXT })).resolves.toEqual({
      email: person.email,
    });
    expect(await opens(person.email, OLD)).toBeNull();
    expect(await opens(person.email, NEXT)).not.toBeNull();
    expect(await resolveActor(database.db, before.headers)).toEqual({ kind: "anonymous" });
    await expect(resetPassword(await guest(), { secret, next: "another try" })).rejects.toMatchObject({
      reason: "auth.linkSpent",
    });
    expect(await opens(person.email, NEXT)).not.toBeNull();
  });

  it("is replaced by one of two presses at once, not by both", async () => {
    const person = await account();
    await forgotPassword(await guest(), { email: person.email, locale: "en" });
    const secret = await secretMailedTo(person.email);
    const tries = ["first of two", "second of two"].map(async (next) =>
      resetPassword(await guest(), { secret, next }),
    );
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("stays when the link is too old, cut off, or made for something else", async () => {
    const person = await account();
    const state = passwordState(person);
    const old = await sealProof({ purpose: "reset", userId: person.id, state }, -60);
    const whole = await sealProof({ purpose: "reset", userId: person.id, state });
    const other = await sealProof({
      purpose: "move",
      userId: person.id,
      from: person.email,
      to: "x@example.org",
    });
    for (const secret of [old, whole.slice(0, -3), other, "nothing"])
      await expect(resetPassword(await guest(), { secret, next: NEXT })).rejects.toMatchObject({
        reason: "auth.linkSpent",
      });
    expect(await opens(person.email, OLD)).not.toBeNull();
  });

  it("is not replaced by one that anybody would guess, and the link lives on", async () => {
    const person = await account();
    const secret = await sealProof({ purpose: "reset", userId: person.id, state: passwordState(person) });
    await expect(resetPassword(await guest(), { secret, next: "qwerty1234" })).rejects.toMatchObject({
      reason: "auth.passwordGuessable",
    });
    await expect(resetPassword(await guest(), { secret, next: NEXT })).resolves.toBeDefined();
  });

  it("answers unknown addresses alike, and tells their owners", async () => {
    const email = `${randomUUID()}@example.org`;
    await expect(forgotPassword(await guest(), { email, locale: "en" })).resolves.toBeUndefined();
    const mail = await smtp.mailTo(email);
    expect(mail.subject).toMatch(/no account/i);
    expect(mail.text).not.toContain("#");
  });

  it("is asked for five times in a quarter of an hour and not once more", async () => {
    const { email } = await account();
    for (let time = 0; time < 5; time++) await forgotPassword(await guest(), { email, locale: "en" });
    await expect(forgotPassword(await guest(), { email, locale: "en" })).rejects.toMatchObject({
      code: "rateLimited",
    });
  });

  it("takes with it what a stranger left in an account opened ahead of the address's owner", async () => {
    const person = await account({ verified: false });
    const stranger = await browserOf(person);
    await createPersonalToken(stranger, { name: "back door", scopes: ["read"], boundTo: null, days: 7 });
    await insertLinkedService(database.db, {
      userId: person.id,
      type: "oauth",
      provider: "github",
      providerAccountId: randomUUID(),
    });
    const secret = await sealProof({ purpose: "reset", userId: person.id, state: passwordState(person) });
    await resetPassword(await guest(), { secret, next: NEXT });
    const owner = await browserOf(person);
    expect(await listMyTokens(owner)).toEqual([]);
    expect(await listLinkedProviders(database.db, { userId: person.id })).toEqual([]);
    expect(await listSessions(owner)).toHaveLength(1);
    expect(await opens(person.email, NEXT)).not.toBeNull();
  });
});

describe("another address", () => {
  it("takes effect when its own link is opened, by whomever; the old one is told", async () => {
    const person = await account();
    const to = `${randomUUID()}@example.org`;
    const input = { email: to, password: OLD, locale: "ko" as const };
    await expect(moveAddress(await browserOf(person), input)).resolves.toEqual({ mailed: true });
    expect(await findUserByEmail(database.db, { email: to })).toBeUndefined();
    const secret = await secretMailedTo(to);
    await confirmNewAddress(await guest(), { secret });
    expect(await findUserByEmail(database.db, { email: to })).toMatchObject({ id: person.id });
    expect((await smtp.mailTo(person.email)).text).toContain(to);
    await expect(confirmNewAddress(await guest(), { secret })).rejects.toMatchObject({
      reason: "auth.linkSpent",
    });
  });

  it("needs the password, and is not the present one", async () => {
    const person = await account();
    const browser = await browserOf(person);
    const wrong = { email: `${randomUUID()}@example.org`, password: "wrong", locale: "en" as const };
    await expect(moveAddress(browser, wrong)).rejects.toMatchObject({ reason: "account.wrongPassword" });
    await expect(moveAddress(browser, { ...wrong, email: person.email })).rejects.toMatchObject({
      reason: "account.sameAddress",
    });
  });

  it("is answered alike when it is taken; only its owner learns it", async () => {
    const [person, other] = [await account(), await account()];
    const input = { email: other.email, password: OLD, locale: "en" as const };
    await expect(moveAddress(await browserOf(person), input)).resolves.toEqual({ mailed: true });
    expect((await smtp.mailTo(other.email)).text).not.toContain("#");
  });

  it("is refused when somebody took it before its link was opened", async () => {
    const person = await account();
    const other = await account();
    const secret = await sealProof({
      purpose: "move",
      userId: person.id,
      from: person.email,
      to: other.email,
    });
    await expect(confirmNewAddress(await guest(), { secret })).rejects.toMatchObject({
      reason: "account.addressTaken",
    });
    expect(await findUserByEmail(database.db, { email: person.email })).toMatchObject({ id: person.id });
  });
});

describe("mails", () => {
  it.each([
    ["en", "A new password for", "Choose a new password"],
    ["ko", "새 비밀번호", "새 비밀번호 정하기"],
  ] as [MailLocale, string, string][])("come as text and HTML in %s", async (locale, subject, button) => {
    const { email } = await account();
    await forgotPassword(await guest(), { email, locale });
    const mail = await smtp.mailTo(email);
    expect(mail.subject).toContain(subject);
    expect(mail.html).toContain(`<html lang="${locale}">`);
    expect(mail.html).toContain(button);
    const link = /http\S+#\S+/.exec(mail.text)?.[0] ?? "no link";
    expect(mail.html).toContain(`href="${link}"`);
  });

  it("carry names as text, whatever is in them", async () => {
    const person = await account({ name: `<img src=x onerror="alert(1)">` });
    const to = `${randomUUID()}@example.org`;
    await moveAddress(await browserOf(person), { email: to, password: OLD, locale: "en" });
    const mail = await smtp.mailTo(to);
    expect(mail.html).not.toContain("<img");
    expect(mail.text).toContain("<img");
  });

  it("that the mail server does not take are refused in words, and nothing changes", async () => {
    const person = await account();
    const browser = await browserOf(person);
    await smtp.close();
    try {
      await expect(
        forgotPassword(await guest(), { email: person.email, locale: "en" }),
      ).rejects.toMatchObject({
        code: "unavailable",
        reason: "auth.mailNotSent",
      });
      const move = { email: `${randomUUID()}@example.org`, password: OLD, locale: "en" as const };
      await expect(moveAddress(browser, move)).rejects.toMatchObject({ reason: "auth.mailNotSent" });
    } finally {
      await smtp.open();
    }
    expect(await opens(person.email, OLD)).not.toBeNull();
  });
});

describe("a connected service", () => {
  it("is disconnected; one that is not there is not", async () => {
    const person = await account();
    const browser = await browserOf(person);
    const service = {
      userId: person.id,
      type: "oauth" as const,
      provider: "oidc",
      providerAccountId: randomUUID(),
    };
    await insertLinkedService(database.db, service);
    await disconnectService(browser, { provider: "oidc" });
    expect(await listLinkedProviders(database.db, { userId: person.id })).toEqual([]);
    await expect(disconnectService(browser, { provider: "oidc" })).rejects.toMatchObject({
      code: "notFound",
    });
  });
});
