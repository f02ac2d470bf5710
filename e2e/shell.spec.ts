import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./accessible";

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
