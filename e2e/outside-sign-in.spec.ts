import { randomUUID } from "node:crypto";
import { type BrowserContext, expect, type Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { expectAccessible } from "./accessible";
import { type Fault, newVisitor } from "./identity-provider";
import { type OutsideStage, test } from "./outside-workshop";
import { createTeam, signIn, signUp } from "./sign-in";

let workshop: OutsideStage["workshop"];
let provider: OutsideStage["provider"];

test.describe.configure({ mode: "serial" });
test.beforeAll(({ stage }) => {
  ({ workshop, provider } = stage);
});
test.use({ navigationTimeout: 30_000, actionTimeout: 30_000 });

async function comeFrom(page: Page, service: "Campus" | "GitHub", path = "/sign-in"): Promise<void> {
  await page.goto(path);
  const button = page.getByRole("button", { name: new RegExp(service) });
  await expect(button).toBeEnabled();
  // A press before the page's scripts have come does nothing; its form is ready when they have.
  await page.locator("main form button[type=submit]:enabled").first().waitFor();
  await button.click();
}

async function countOf(table: "user" | "account" | "session"): Promise<number> {
  const [row] = await workshop.owner.execute<{ n: number }>(
    sql.raw(`select count(*)::int as n from "${table}"`),
  );
  return row?.n ?? -1;
}

async function tallies() {
  return {
    people: await countOf("user"),
    services: await countOf("account"),
    sessions: await countOf("session"),
  };
}

const notice = (page: Page) => page.locator("main").getByRole("alert").filter({ hasText: /\S/ });

async function inKorean(context: BrowserContext, work: () => Promise<void>): Promise<void> {
  await context.addCookies([{ name: "atelier-locale", value: "ko", url: workshop.url }]);
  await work();
  await context.clearCookies({ name: "atelier-locale" });
}

test("the first account, opened by an outside service, administers the server", async ({ page }) => {
  await page.goto("/sign-up");
  await expect(page.getByText("becomes its administrator")).toBeVisible();
  provider.expect(newVisitor({ name: "Yuna Choi" }));
  await comeFrom(page, "Campus", "/sign-up");
  await page.waitForURL(/\/teams\/new$/);
  await page.goto("/admin/users");
  await expect(page.getByRole("table").getByText("Yuna Choi")).toBeVisible();
});

test("a person comes through the provider, leaves, and comes again into the same account, through GitHub's way too", async ({
  page,
  context,
}) => {
  for (const service of ["Campus", "GitHub"] as const) {
    const visitor = newVisitor({ name: `${service} Painter` });
    provider.expect(visitor);
    await comeFrom(page, service);
    await page.waitForURL(/\/teams\/new$/);
    await page.goto("/account");
    await expect(page.getByText(visitor.email).first()).toBeVisible();
    const before = await tallies();
    await context.clearCookies();
    await comeFrom(page, service, "/sign-in?next=%2Faccount%2Fsessions");
    await page.waitForURL(/\/account\/sessions$/);
    expect(await tallies()).toEqual({ ...before, sessions: before.sessions + 1 });
    await context.clearCookies();
  }
});

test("an address that the provider tells only when asked, or calls verified in words, opens an account", async ({
  page,
  context,
}) => {
  provider.expect(newVisitor({ email_verified: "true" }), "keepsAddress");
  await comeFrom(page, "Campus");
  await page.waitForURL(/\/teams\/new$/);
  await context.clearCookies();
});

test("an address that has an account is never joined to it unasked; its owner connects the service from inside", async ({
  page,
  context,
}) => {
  const owner = await signUp(page, { name: "Mina Park" });
  await context.clearCookies();
  const before = await tallies();

  provider.expect(newVisitor({ email: owner.email, email_verified: false }));
  await comeFrom(page, "Campus");
  await expect(notice(page)).toContainText("has not verified your e-mail");

  const visitor = newVisitor({ email: owner.email });
  provider.expect(visitor);
  await comeFrom(page, "Campus");
  await expect(notice(page)).toContainText("exists already, so nothing was connected");
  expect(await tallies()).toEqual(before);
  await expectAccessible(page);

  const form = page.locator("form:has(input[name=password])");
  await form.locator("input[name=email]").fill(owner.email);
  await form.locator("input[name=password]").fill(owner.password);
  await form.locator("button[type=submit]").click();
  await page.waitForURL(/\/account$/);
  await page.getByRole("button", { name: "Connect Campus" }).click();
  await expect(page.getByText("Connected")).toBeVisible();

  await context.clearCookies();
  await comeFrom(page, "Campus", "/sign-in?next=%2Faccount");
  await page.waitForURL(/\/account$/);
  await expect(page.getByText(owner.email).first()).toBeVisible();

  await page.getByRole("button", { name: "Disconnect", exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Disconnect" }).click();
  await expect(page.getByText("Campus is disconnected.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Connect Campus" })).toBeVisible();
  await context.clearCookies();
});

test("a service's account that belongs to another account stays there, and who asked stays signed in", async ({
  page,
  context,
}) => {
  const visitor = newVisitor({ name: "Somebody Else" });
  provider.expect(visitor);
  await comeFrom(page, "Campus");
  await page.waitForURL(/\/teams\/new$/);
  await context.clearCookies();
  await signUp(page, { name: "Jiwoo Han" });
  await page.goto("/account");
  await page.getByRole("button", { name: "Connect Campus" }).click();
  await expect(notice(page)).toContainText("belongs to another Atelier account");
  await expect(page.getByText("still signed in as Jiwoo Han")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Go on" }).click();
  await page.waitForURL(/\/account$/);
  await context.clearCookies();
});

test("the only way into an account cannot be disconnected", async ({ page, context }) => {
  provider.expect(newVisitor());
  await comeFrom(page, "Campus");
  await page.waitForURL(/\/teams\/new$/);
  await page.goto("/account");
  await page.getByRole("button", { name: "Disconnect", exact: true }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: "Disconnect" }).click();
  await expect(dialog.getByRole("alert")).toContainText("only way into your account");
  await context.clearCookies();
});

const FAILURES: readonly [Fault, RegExp, RegExp][] = [
  ["cancel", /You cancelled at the other service/, /취소했어요/],
  ["serverError", /did not complete the sign-in/, /로그인이 끝나지 않았어요/],
  ["wrongState", /did not complete the sign-in/, /로그인이 끝나지 않았어요/],
  ["wrongNonce", /did not complete the sign-in/, /로그인이 끝나지 않았어요/],
  ["expired", /did not complete the sign-in/, /로그인이 끝나지 않았어요/],
  ["wrongKey", /did not complete the sign-in/, /로그인이 끝나지 않았어요/],
  ["wrongAudience", /did not complete the sign-in/, /로그인이 끝나지 않았어요/],
  ["tokenRefused", /did not complete the sign-in/, /로그인이 끝나지 않았어요/],
  ["otherPerson", /did not complete the sign-in/, /로그인이 끝나지 않았어요/],
];

test("whatever goes wrong at the provider is told on our own page, opens nothing, and the next try works", async ({
  page,
  context,
}) => {
  const before = await tallies();
  const pages = context.pages().length;
  for (const [fault, words] of FAILURES) {
    await test.step(fault, async () => {
      provider.expect(newVisitor(), fault);
      await comeFrom(page, "Campus", "/sign-in?next=%2Faccount");
      await expect(notice(page), fault).toContainText(words);
      expect(new URL(page.url()).pathname).toBe("/sign-in");
      expect(await tallies()).toEqual(before);
    });
  }
  await test.step("provider down", async () => {
    provider.setDown(true);
    await comeFrom(page, "Campus", "/sign-in?next=%2Faccount");
    await expect(notice(page)).toContainText("cannot be reached right now");
    provider.setDown(false);
    expect(await tallies()).toEqual(before);
    await expectAccessible(page);
  });
  expect(context.pages()).toHaveLength(pages);
  provider.expect(newVisitor());
  // Straight from the error's page, which still knows where the person wanted to go.
  await page.getByRole("button", { name: /Campus/ }).click();
  await page.waitForURL(/\/account$/);
  await context.clearCookies();
});

test("the same failures speak Korean", async ({ page, context }) => {
  await inKorean(context, async () => {
    for (const [fault, , words] of FAILURES.slice(0, 2)) {
      provider.expect(newVisitor(), fault);
      await comeFrom(page, "Campus");
      await expect(notice(page)).toContainText(words);
    }
  });
});

test("a disabled account stays shut, whichever service opens it", async ({ page, context }) => {
  const visitor = newVisitor();
  provider.expect(visitor);
  await comeFrom(page, "GitHub");
  await page.waitForURL(/\/teams\/new$/);
  await context.clearCookies();
  await workshop.owner.execute(sql`update "user" set disabled_at = now() where email = ${visitor.email}`);
  await comeFrom(page, "GitHub");
  await expect(notice(page)).toContainText("cannot sign in here");
});

test("an invitation survives a cancelled sign-in at the provider", async ({ page, context, browser }) => {
  const host = await signUp(page, { name: `Host ${randomUUID().slice(0, 4)}` });
  const team = await createTeam(page, "Evening class");
  await page.goto(`/t/${team}/settings/members`);
  await page.getByRole("button", { name: "Make link" }).click();
  const link = await page.getByLabel("Invitation link").inputValue();
  expect(host.email).toContain("@");
  await context.clearCookies();

  const guest = await browser.newContext();
  const other = await guest.newPage();
  await other.goto(link);
  await other.getByRole("link", { name: "Sign in and join" }).click();
  await other.waitForURL(/\/sign-in/);
  provider.expect(newVisitor({ name: "Late Comer" }), "cancel");
  await other.locator("main form button[type=submit]:enabled").first().waitFor();
  await other.getByRole("button", { name: /Campus/ }).click();
  await expect(notice(other)).toContainText("You cancelled");
  provider.expect(newVisitor({ name: "Late Comer" }));
  await other.locator("main form button[type=submit]:enabled").first().waitFor();
  await other.getByRole("button", { name: /Campus/ }).click();
  await other.getByRole("button", { name: "Join Evening class" }).click();
  await other.waitForURL(new RegExp(`/t/${team}$`));
  await guest.close();
  await signIn(page, host);
});
