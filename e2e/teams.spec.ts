import { type Browser, expect, type Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { expectAccessible } from "./accessible";
import { type OutsideStage, test } from "./outside-workshop";
import { createTeam, newPerson, type Person, signIn, signUp } from "./sign-in";

let workshop: OutsideStage["workshop"];

test.describe.configure({ mode: "serial" });
test.use({ navigationTimeout: 30_000, actionTimeout: 30_000 });
test.beforeAll(({ stage }) => {
  ({ workshop } = stage);
});

const NAME = "Evening class";
const owner = newPerson("Olga Owner");
const annotator = newPerson("Ada Annotator");
const guest = newPerson("Gus Guest");
let slug = "";

const notice = (page: Page) => page.locator("main").getByRole("alert").filter({ hasText: /\S/ });

/** A browser of their own for somebody, with nothing in it. */
async function browserFor<Result>(browser: Browser, work: (page: Page) => Promise<Result>): Promise<Result> {
  const context = await browser.newContext({ baseURL: workshop.url });
  try {
    return await work(await context.newPage());
  } finally {
    await context.close();
  }
}

async function asPerson<Result>(
  browser: Browser,
  person: Person,
  work: (page: Page) => Promise<Result>,
): Promise<Result> {
  return browserFor(browser, async (page) => {
    await signIn(page, person);
    return work(page);
  });
}

/** Makes an invitation for one person on the members' page; returns its link. */
async function invite(page: Page): Promise<string> {
  await page.goto(`/t/${slug}/settings/members`);
  await page.getByRole("button", { name: "Make link" }).click();
  return page.getByLabel("Invitation link").inputValue();
}

async function choose(page: Page, label: string, option: RegExp): Promise<void> {
  await page.getByRole("combobox", { name: label }).click();
  await page.getByRole("option", { name: option }).click();
}

test("a server without a quiz greets, and says what is missing instead of failing", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/A workshop for pictures/);
  await expect(notice(page)).toHaveCount(0);
  await expectAccessible(page);
  await page.goto("/quiz");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("No quiz hangs here");
  await expectAccessible(page);
});

test("an invitation's link lets one person in, and tells everybody else what became of it", async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  await signUp(page, owner);
  slug = await createTeam(page, NAME);
  const link = await invite(page);
  await expectAccessible(page);

  await browserFor(browser, async (other) => {
    await other.goto(link);
    await expect(other.getByText("Olga Owner invites you to join the team as annotator")).toBeVisible();
    expect(other.url()).not.toContain("#");
    await expectAccessible(other);
    await other.getByRole("link", { name: "Create an account and join" }).click();
    await other.waitForURL(/\/sign-up/);
    await signUp(other, { ...annotator, next: "/invite" });
    await other.getByRole("button", { name: `Join ${NAME}` }).click();
    await other.waitForURL(new RegExp(`/t/${slug}$`));
    await other.goto(link);
    await expect(other.getByText("You are in this team already.")).toBeVisible();
  });

  const withdrawn = await invite(page);
  await page.getByRole("button", { name: "Withdraw" }).first().click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByText("Withdrawn")).toBeVisible();
  const expired = await invite(page);
  await workshop.owner.execute(
    sql`update invite set expires_at = now() - interval '1 second' where revoked_at is null and uses = 0`,
  );
  const open = await invite(page);

  await browserFor(browser, async (other) => {
    await signUp(other, newPerson("Wrong Account"));
    for (const [address, words] of [
      [link, /used as often as it may be/],
      [withdrawn, /was withdrawn/],
      [expired, /has expired/],
      [`${workshop.url}/invite#atl_inv_${"x".repeat(43)}`, /not known here/],
      [`${workshop.url}/invite#cut`, /holds no invitation/],
    ] as const) {
      await other.goto("about:blank");
      await other.goto(address);
      await expect(notice(other)).toContainText(words);
    }
    await expectAccessible(other);
    await other.goto("about:blank");
    await other.goto(open);
    await expect(other.getByText("You join as Wrong Account.")).toBeVisible();
    await other.getByRole("button", { name: "Use another account" }).click();
    await other.waitForURL(/\/sign-in/);
    await other.getByRole("link", { name: "Create one" }).click();
    await other.waitForURL(/\/sign-up/);
    await signUp(other, { ...guest, next: "/invite" });
    await other.getByRole("button", { name: `Join ${NAME}` }).click();
    await other.waitForURL(new RegExp(`/t/${slug}$`));
  });
});

test("roles are given no higher than one's own, and who is removed is out at once", async ({
  page,
  browser,
}) => {
  await signIn(page, owner);
  await page.goto(`/t/${slug}/settings/members`);
  await choose(page, "Role of Ada Annotator", /^Maintainer/);
  await expect(page.getByText("Ada Annotator is maintainer now.")).toBeVisible();

  await asPerson(browser, guest, async (other) => {
    await other.goto(`/t/${slug}/settings/members`);
    await expect(other.getByRole("table")).toContainText("Gus Guest");
    await expect(other.getByRole("table")).not.toContainText(owner.email);
    await expect(other.getByRole("combobox")).toHaveCount(0);

    await asPerson(browser, annotator, async (steward) => {
      await steward.goto(`/t/${slug}/settings/members`);
      await expect(steward.getByRole("combobox", { name: "Role of Olga Owner" })).toHaveCount(0);
      await steward.getByRole("combobox", { name: "Role of Gus Guest" }).click();
      await expect(steward.getByRole("option", { name: /^Owner/ })).toHaveCount(0);
      await expectAccessible(steward);
      await steward.keyboard.press("Escape");
      await steward
        .getByRole("row", { name: /Gus Guest/ })
        .getByRole("button", { name: "Remove" })
        .click();
      await steward.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
      await expect(steward.getByRole("table")).not.toContainText("Gus Guest");
    });

    await other.reload();
    await expect(other.getByText("This wall is empty")).toBeVisible();
  });
});

test("the last owner cannot leave or delete the account, hands the team over, and then can", async ({
  page,
}) => {
  await signIn(page, owner);
  await page.goto("/account");
  await expect(page.getByText("You are the only owner of these teams.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: /^Open its settings.*Evening class/ }).click();
  await page.waitForURL(/\/settings$/);
  await page.getByRole("button", { name: "Leave team" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: "Leave team" }).click();
  await expect(dialog.getByRole("alert")).toContainText("A team needs an owner");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await choose(page, "New owner", /Ada Annotator/);
  await page.getByRole("button", { name: "Hand over" }).click();
  await expect(page.getByText("Ada Annotator owns the team now.")).toBeVisible();
  await page.goto("/account");
  await expect(page.getByRole("button", { name: "Delete account" })).toBeVisible();
  await page.goto(`/t/${slug}/settings`);
  await page.getByRole("button", { name: "Leave team" }).click();
  await dialog.getByRole("button", { name: "Leave team" }).click();
  await page.waitForURL(/\/teams/);
  await page.goto(`/t/${slug}`);
  await expect(page.getByText("This wall is empty")).toBeVisible();
});

test("a token is shown once, does what its scopes say, and ends when revoked or expired", async ({
  page,
}) => {
  await signIn(page, annotator);
  await page.goto("/account/tokens");
  await page.locator("form:not([inert])").getByLabel("Name").fill("lab notebook");
  await page.getByLabel("Write", { exact: true }).uncheck();
  await page.getByRole("button", { name: "Make token" }).click();
  const secret = await page.getByLabel("Token", { exact: true }).inputValue();
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByText("lab notebook", { exact: true })).toBeVisible();
  expect(await page.content()).not.toContain(secret);

  const call = (procedure: string, body?: object) =>
    fetch(`${workshop.url}/api/trpc/${procedure}`, {
      method: body ? "POST" : "GET",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify({ json: body }) }),
    });
  expect((await call("tokens.whoAmI")).status).toBe(200);
  expect((await call("datasets.create", { team: slug, name: "Not allowed" })).status).toBe(403);
  await workshop.owner.execute(sql`update token set expires_at = now() - interval '1 second'`);
  expect((await call("tokens.whoAmI")).status).toBe(401);
  await workshop.owner.execute(sql`update token set expires_at = now() + interval '1 day'`);
  expect((await call("tokens.whoAmI")).status).toBe(200);
  await page.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText("No tokens yet.")).toBeVisible();
  expect((await call("tokens.whoAmI")).status).toBe(401);
});

test("the audit log reads as sentences in either language, narrows by kind and person, and is saved as CSV", async ({
  page,
  context,
}) => {
  await signIn(page, annotator);
  await page.goto(`/t/${slug}/settings/audit`);
  const log = page.getByRole("table", { name: "Audit log" });
  await expect(log).toContainText("Handed the team over to Ada Annotator");
  await expect(log).toContainText("Changed the role of Ada Annotator from annotator to maintainer");
  await expect(log).toContainText("Removed Gus Guest, annotator until then");
  await expect(log).toContainText("Made an invitation for 1 annotator");
  await expectAccessible(page);
  await choose(page, "Show", /^Invitations/);
  await expect(log).not.toContainText("Handed the team over");
  await expect(log).toContainText("Withdrew an invitation");
  await choose(page, "Show", /^Everything/);
  await choose(page, "By whom", /^Ada Annotator/);
  await expect(log).toContainText("Removed Gus Guest");
  await expect(log).not.toContainText("Withdrew an invitation");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export CSV" }).click();
  expect((await download).suggestedFilename()).toBe(`${slug}-audit.csv`);

  await context.addCookies([{ name: "atelier-locale", value: "ko", url: workshop.url }]);
  await page.goto(`/t/${slug}/settings/audit`);
  const korean = page.getByRole("table", { name: "감사 기록" });
  await expect(korean).toContainText("Ada Annotator 님에게 팀을 넘겼어요");
  await expect(korean).toContainText("Gus Guest 님을 내보냈어요");
});

test("sessions end at once: one, all others, and everywhere", async ({ page, browser }) => {
  await signIn(page, annotator);
  await asPerson(browser, annotator, async (second) => {
    await asPerson(browser, annotator, async (third) => {
      await page.goto("/account/sessions");
      await expectAccessible(page);
      const before = await page.getByRole("button", { name: "End", exact: true }).count();
      expect(before).toBeGreaterThanOrEqual(2);
      await page.getByRole("button", { name: "End all others" }).click();
      await expect(page.getByRole("button", { name: "End", exact: true })).toHaveCount(0);
      for (const ended of [second, third]) {
        await ended.goto("/account");
        await ended.waitForURL(/\/sign-in/);
      }
    });
  });
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expectAccessible(page);
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await page.waitForURL(/\/sign-in/);
});

test("an account is deleted with its address typed and its password given; it opens nothing after", async ({
  page,
}) => {
  // Where this file runs alone, the owner opened the server's first account: its last administrator may not go.
  await workshop.owner.execute(sql`update "user" set is_admin = true where email = ${annotator.email}`);
  await signIn(page, owner);
  await page.goto("/account");
  await page.getByRole("button", { name: "Delete account" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Delete account" })).toBeDisabled();
  await dialog.getByLabel(/Type your address/).fill(owner.email);
  await dialog.getByLabel("Your password").fill("not the password");
  await dialog.getByRole("button", { name: "Delete account" }).click();
  await expect(dialog.getByRole("alert")).toContainText("not your present password");
  await expectAccessible(page);
  await dialog.getByLabel("Your password").fill(owner.password);
  await dialog.getByRole("button", { name: "Delete account" }).click();
  await page.waitForURL(`${workshop.url}/`);
  await page.goto("/sign-in");
  const form = page.locator("form:has(input[name=password])");
  await form.locator("button[type=submit]:enabled").waitFor();
  await form.locator("input[name=email]").fill(owner.email);
  await form.locator("input[name=password]").fill(owner.password);
  await form.locator("button[type=submit]").click();
  await expect(notice(page)).toContainText("do not fit together");
});
