import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { createTeam, signUp } from "./sign-in";

/** Opens a button's menu, whose code comes with the first press. The one before it may still be fading out. */
async function openMenu(page: Page, button: RegExp): Promise<void> {
  await page.getByRole("button", { name: button }).press("Enter");
  await expect(page.getByRole("menu", { name: button })).toBeVisible();
}

test("a visitor's menus come when asked for: language and theme change at once, and Escape gives the focus back", async ({
  page,
}) => {
  for (const path of ["/", "/quiz", "/sign-in"]) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    const button = page.getByRole("button", { name: /^Theme/ });
    await openMenu(page, /^Theme/);
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toHaveCount(0);
    await expect(button).toBeFocused();

    await openMenu(page, /^Theme/);
    await page.getByRole("menuitemradio", { name: "Night" }).click();
    await expect(page.locator("html")).toHaveClass(/dark/);
    await page.keyboard.press("Escape");
    await openMenu(page, /^Language/);
    await page.getByRole("menuitemradio", { name: "한국어" }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "ko");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await openMenu(page, /^언어/);
    await page.getByRole("menuitemradio", { name: "English" }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
  }
});

test("the work shell answers the keyboard: palette, account menu, team switcher, dialogs, toasts", async ({
  page,
}) => {
  test.setTimeout(180_000);
  await signUp(page, { name: "Mina Park" });
  const team = await createTeam(page, "Studio");
  await page.goto(`/t/${team}/settings`);

  await page.locator("form:not([inert])").getByLabel("Team name").focus();
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog");
  await expect(palette.getByRole("combobox")).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.type("zqjx 9");
  await expect(palette.getByText("Nothing is called “zqjx 9”.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(palette).toHaveCount(0);
  await expect(page.getByLabel("Team name")).toBeFocused();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("datasets");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/datasets$/);

  for (const name of [/Account of Mina Park/, /Switch team/]) {
    await openMenu(page, name);
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toHaveCount(0);
    await expect(page.getByRole("button", { name })).toBeFocused();
  }

  await page.goto(`/t/${team}/settings`);
  await page.locator("form:not([inert])").getByLabel("Team name").fill("Atelier Nord");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The team is called “Atelier Nord” now.")).toBeVisible();
  await expectAccessible(page);
  const trigger = page.getByRole("button", { name: "Delete team" });
  await trigger.press("Enter");
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await expect(trigger).toBeFocused();
  await page.getByRole("button", { name: /Account of Mina Park/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
});

const PAGES = ["/account", "/account/sessions", "/account/tokens", "/teams/new"] as const;
const TEAM_PAGES = ["", "/settings", "/settings/members", "/settings/workers", "/settings/audit"] as const;

test("pages of account and team are accessible in the dark, in Korean and on a phone, and nothing sticks out", async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const context = await browser.newContext({
    ...(baseURL !== undefined && { baseURL }),
    colorScheme: "dark",
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  await signUp(page, { name: "Mina Park" });
  const team = await createTeam(page, "Studio");
  await context.addCookies([{ name: "atelier-locale", value: "ko", url: baseURL ?? "" }]);
  for (const path of [...PAGES, ...TEAM_PAGES.map((place) => `/t/${team}${place}`)]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, path).toBeLessThanOrEqual(390);
  }
  await context.clearCookies();
  await context.addCookies([{ name: "atelier-locale", value: "ko", url: baseURL ?? "" }]);
  for (const path of [
    "/sign-in",
    "/sign-up",
    "/forgot-password",
    "/reset-password",
    "/check-mail",
    "/enter",
    "/confirm-address",
    "/invite",
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
  }
  await context.close();
});

test("ten tabs that follow what happens leave the eleventh its answers", async ({ page, context }) => {
  await signUp(page, { name: "Mina Park" });
  const team = await createTeam(page, "Studio");
  for (let tab = 0; tab < 10; tab += 1) {
    const hidden = await context.newPage();
    await hidden.addInitScript(() =>
      Object.defineProperty(document, "visibilityState", { get: () => "hidden" }),
    );
    await hidden.goto(`/t/${team}/runs`);
    await hidden.waitForLoadState();
  }
  await page.goto(`/t/${team}/settings`);
  await page.locator("form:not([inert])").getByLabel("Team name").fill("Atelier Nord");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The team is called “Atelier Nord” now.")).toBeVisible();
});
