import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { pictureOf } from "./picture-of";

const TEAM = "/t/atelier-demo";

test.describe("a stranger walks the demo team's chain", () => {
  test("sees the pictures with their boxes and opens one, read-only", async ({ page }) => {
    test.setTimeout(120_000);
    await page.goto(`${TEAM}/datasets/nine-surreal-objects`);
    const pictures = page.getByRole("gridcell").getByRole("link");
    await expect(pictures.nth(11)).toBeVisible();
    await page.waitForLoadState("networkidle");
    await expectAccessible(page);
    await pictureOf(page, "dataset");
    await pictures.nth(8).click();
    await page.waitForURL(/\/images\//);
    await expect(page.getByText(/^Objects \([1-9]/)).toBeVisible();
    await expect(page.getByText("Read only").first()).toBeVisible();
    await page.waitForLoadState("networkidle");
    await pictureOf(page, "editor");
  });

  test("goes from the landing page to the run that made a model, its curves and its log", async ({
    page,
  }) => {
    await page.goto("/");
    await page.locator(`a[href^="${TEAM}/runs/"]`).click();
    await page.waitForURL(/\/runs\/\d+$/);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Nine objects");
    await expect(page.getByText("Training loss")).toBeVisible();
    await expect(page.locator("canvas").first()).toBeVisible();
    await expectAccessible(page);
    await pictureOf(page, "run");
    await page.getByRole("tab", { name: "Log" }).click();
    await expect(page.getByText(/this server did not train it/)).toBeVisible();
  });

  test("sees versions, boards with intervals, and runs the detector on a held-out picture", async ({
    page,
  }) => {
    test.setTimeout(240_000);
    await page.goto(`${TEAM}/datasets/nine-surreal-objects/versions`);
    await expect(page.getByText("Version 1").first()).toBeVisible();
    await pictureOf(page, "freeze");
    await page.goto(`${TEAM}/boards/surreal-objects-map`);
    await expect(
      page
        .getByRole("table")
        .getByText(/0\.\d{3}/)
        .first(),
    ).toBeVisible();
    await expectAccessible(page);
    await pictureOf(page, "board");
    await page.goto(`${TEAM}/models/surreal-objects-lite0`);
    await page
      .getByRole("button", { name: /^Test picture/ })
      .first()
      .click();
    await expect(page.getByText("Runs on")).toBeVisible({ timeout: 180_000 });
    await expect(page.getByText("identical").first()).toBeVisible({ timeout: 60_000 });
    await expectAccessible(page);
    await pictureOf(page, "model");
  });
});
