import { randomUUID } from "node:crypto";
import { test as base, expect, type Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { startMailServer } from "../server/auth/test-mail-server";
import { expectAccessible } from "./accessible";
import { createTeam } from "./sign-in";
import { startWorkshop } from "./workshop";

let workshop: Awaited<ReturnType<typeof startWorkshop>>;
let smtp: Awaited<ReturnType<typeof startMailServer>>;

// Started with the first test's browser, before any page asks for its address.
const test = base.extend<object, { stage: { url: string } }>({
  stage: [
    async ({ browserName: _ }, use) => {
      smtp = await startMailServer();
      workshop = await startWorkshop({ SMTP_URL: smtp.url, SMTP_FROM: "Atelier <atelier@example.org>" });
      await use({ url: workshop.url });
      await workshop.close();
      await smtp.close();
    },
    { scope: "worker", timeout: 300_000 },
  ],
  baseURL: async ({ stage }, use) => use(stage.url),
});

test.describe.configure({ mode: "serial" });
test.use({ navigationTimeout: 30_000, actionTimeout: 30_000 });

const PASSWORD = "umber under glass";
const NEXT = "cobalt over chalk";
const someone = () => `${randomUUID()}@example.org`;
const notice = (page: Page) => page.locator("main").getByRole("alert").filter({ hasText: /\S/ });

/** Asks for a sign-in link on one of the two pages, and waits for the page that says to look into the mail. */
async function askForLink(page: Page, path: string, email: string): Promise<void> {
  await fillLinkForm(page, path, email);
  await page.waitForURL(/\/check-mail/);
}

async function fillLinkForm(page: Page, path: string, email: string): Promise<void> {
  await page.goto(path);
  const form = page.locator("main form").filter({ hasNot: page.locator("input[name=password]") });
  await form.locator("button[type=submit]:enabled").waitFor();
  await form.locator("input[name=email]").fill(email);
  await form.locator("button[type=submit]").click();
}

async function linkMailedTo(email: string): Promise<string> {
  const { text } = await smtp.mailTo(email);
  return /http\S+#\S+/.exec(text)?.[0] ?? "no link";
}

/** Opens a mailed link and presses its button. */
async function enter(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.locator("main").getByRole("button").click();
}

async function openAccount(page: Page, email = someone()): Promise<string> {
  await askForLink(page, "/sign-up", email);
  await enter(page, await linkMailedTo(email));
  await page.waitForURL(/\/teams\/new$/);
  return email;
}

async function setPassword(page: Page): Promise<void> {
  await page.goto("/account");
  await page.locator("form:not([inert])").getByLabel("New password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("Your password is changed")).toBeVisible();
}

async function signInWithPassword(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  const form = page.locator("form:has(input[name=password])");
  await form.locator("button[type=submit]:enabled").waitFor();
  await form.locator("input[name=email]").fill(email);
  await form.locator("input[name=password]").fill(password);
  await form.locator("button[type=submit]").click();
}

test("the first account is opened by a mailed link, in the visitor's language, and administers the server", async ({
  page,
  context,
}) => {
  await context.addCookies([{ name: "atelier-locale", value: "ko", url: workshop.url }]);
  const email = someone();
  await askForLink(page, "/sign-up", email);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("메일함을 확인해 주세요");
  await expectAccessible(page);
  const mail = await smtp.mailTo(email);
  expect(mail.subject).toContain("계정 만들기");
  expect(mail.html).toContain('<html lang="ko">');
  const link = /http\S+#\S+/.exec(mail.text)?.[0] ?? "no link";
  expect(mail.html.replaceAll("&amp;", "&")).toContain(`href="${link}"`);

  // A mail scanner looks at the link first, several times, with and without scripts.
  for (let look = 0; look < 2; look++) expect((await fetch(link)).status).toBe(200);
  await page.goto(link);
  await expect(page.getByText(email)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "로그인" }).click();
  await page.waitForURL(/\/teams\/new$/);
  await page.goto("/admin/users");
  await expect(page.getByRole("table").getByText(email)).toBeVisible();
});

test("a link works once, within its time, and in another browser", async ({ page, context, browser }) => {
  const email = await openAccount(page);
  await context.clearCookies();
  await askForLink(page, "/sign-in", email);
  const link = await linkMailedTo(email);

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await enter(other, link);
  await other.waitForURL(/\/teams\/new$/);
  await elsewhere.close();

  await enter(page, link);
  await expect(notice(page)).toContainText("used already or is older than 20 minutes");
  await expectAccessible(page);

  await askForLink(page, "/sign-in", email);
  const old = await linkMailedTo(email);
  await workshop.owner.execute(
    sql`update verification_token set expires = now() - interval '1 second' where identifier = ${email}`,
  );
  await enter(page, old);
  await expect(notice(page)).toContainText("used already or is older than 20 minutes");

  await page.goto(`${workshop.url}/enter#callbackUrl=x`);
  await expect(notice(page)).toContainText("cut off");
});

test("the reply is the same for an address that nobody has, and after too many tries it says to wait", async ({
  page,
}) => {
  const email = someone();
  await askForLink(page, "/sign-in", email);
  const words = await page.locator("main").innerText();
  const known = await openAccount(page);
  await page.context().clearCookies();
  await askForLink(page, "/sign-in", known);
  expect(await page.locator("main").innerText()).toBe(words);
  expect((await smtp.mailTo(email)).subject).toMatch(/open your account/i);
  for (let asked = 1; asked < 5; asked++) await askForLink(page, "/sign-in", email);
  await fillLinkForm(page, "/sign-in", email);
  await expect(notice(page)).toContainText("too many tries");
});

test("while the mail server is down the page says so, keeps what was typed, and works again afterwards", async ({
  page,
}) => {
  const email = someone();
  await smtp.close();
  await fillLinkForm(page, "/sign-up", email);
  await expect(notice(page)).toContainText("mail could not be sent");
  await expect(page.locator("main input[name=email]")).toHaveValue(email);
  await expectAccessible(page);
  await fillLinkForm(page, "/forgot-password", email);
  await expect(notice(page)).toContainText("mail could not be sent");
  await smtp.open();
  await page.getByRole("button", { name: "Mail me the link" }).click();
  await page.waitForURL(/\/check-mail/);
});

test("a forgotten password is replaced by a mailed link, once, and ends the sessions elsewhere", async ({
  page,
  browser,
}) => {
  const email = await openAccount(page);
  await setPassword(page);
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();

  await other.goto(`${workshop.url}/sign-in`);
  await other.getByRole("link", { name: "Forgot your password?" }).click();
  await other.waitForURL(/\/forgot-password$/);
  await expectAccessible(other);
  await other.locator("main form button[type=submit]:enabled").waitFor();
  await other.locator("input[name=email]").fill(email);
  await other.getByRole("button", { name: "Mail me the link" }).click();
  await other.waitForURL(/\/check-mail/);
  const link = await linkMailedTo(email);
  await other.goto(link);
  await expectAccessible(other);
  await other.getByLabel("New password", { exact: true }).fill("qwerty1234");
  await other.getByRole("button", { name: "Save and sign in" }).click();
  await expect(notice(other)).toContainText("first that others would guess");
  await other.getByLabel("New password", { exact: true }).fill(NEXT);
  await other.getByRole("button", { name: "Save and sign in" }).click();
  await other.waitForURL(/\/teams\/new$/);

  await page.goto("/account");
  await page.waitForURL(/\/sign-in/);
  await signInWithPassword(page, email, PASSWORD);
  await expect(notice(page)).toContainText("do not fit together");
  await signInWithPassword(page, email, NEXT);
  await page.waitForURL(/\/teams\/new$/);

  await other.goto("about:blank");
  await other.goto(link);
  await other.getByLabel("New password", { exact: true }).fill("a third password");
  await other.getByRole("button", { name: "Save and sign in" }).click();
  await expect(notice(other)).toContainText("used already");
  await elsewhere.close();
});

test("an address is changed by the link that the new one gets", async ({ page, context }) => {
  await context.clearCookies();
  const email = await openAccount(page);
  await setPassword(page);
  const next = someone();
  const section = page.locator("form:not([inert])").filter({ has: page.getByLabel("New address") });
  await section.getByLabel("New address").fill(next);
  await section.getByLabel("Your password").fill("not the password");
  await section.getByRole("button", { name: "Change address" }).click();
  await expect(section.getByRole("alert")).toContainText("not your present password");
  await section.getByLabel("Your password").fill(PASSWORD);
  await section.getByRole("button", { name: "Change address" }).click();
  await expect(section.getByRole("status")).toContainText(next);
  await page.goto(await linkMailedTo(next));
  await expectAccessible(page);
  await page.getByRole("button", { name: "Use this address" }).click();
  await expect(page.getByText(`You sign in with ${next} from now on.`)).toBeVisible();
  expect((await smtp.mailTo(email)).text).toContain(next);
  await page.getByRole("link", { name: "To your account" }).click();
  await expect(page.getByText(`Signed in as ${next}.`)).toBeVisible();
});

test("an invitation is still at hand when the account was opened by a mailed link in a new tab", async ({
  page,
  context,
  browser,
}) => {
  await context.clearCookies();
  await openAccount(page);
  const team = await createTeam(page, "Evening class");
  await page.goto(`/t/${team}/settings/members`);
  await page.getByRole("button", { name: "Make link" }).click();
  const invitation = await page.getByLabel("Invitation link").inputValue();

  const guest = await browser.newContext();
  const tab = await guest.newPage();
  await tab.goto(invitation);
  await tab.getByRole("link", { name: "Create an account and join" }).click();
  await tab.waitForURL(/\/sign-up/);
  const email = someone();
  await tab.locator("main form button[type=submit]:enabled").waitFor();
  await tab.locator("input[name=email]").fill(email);
  await tab.locator("main form button[type=submit]").click();
  await tab.waitForURL(/\/check-mail/);
  const fromMail = await guest.newPage();
  await enter(fromMail, await linkMailedTo(email));
  await fromMail.getByRole("button", { name: "Join Evening class" }).click();
  await fromMail.waitForURL(new RegExp(`/t/${team}$`));
  await guest.close();
});
