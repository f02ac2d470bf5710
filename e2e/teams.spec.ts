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
