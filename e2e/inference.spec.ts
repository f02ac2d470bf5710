import { expect, test } from "@playwright/test";

const DEMO = "/t/atelier-demo";
const GOLDEN = "server/demo/content/models/starry-night-four-conv/golden-0.png";

/** Signed out: the demo team is public. */
test.describe("a shipped model in this browser", () => {
  test("gives the trainer's answers: tensor bytes identical, outputs within tolerance", async ({ page }) => {
    await page.goto(`${DEMO}/models`);
    const models = page.getByRole("table").getByRole("link");
    const addresses = await models.evaluateAll((links) =>
      links.map((link) => link.getAttribute("href") ?? ""),
    );
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) {
      await page.goto(address);
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
      const golden = page.getByRole("region", { name: "Same answers here?" });
      await golden.getByRole("button", { name: "Check in this browser" }).click();
      await expect(golden.locator("dd").first()).toHaveText("identical", { timeout: 90_000 });
      for (const fact of await golden.locator("dd", { hasText: "allowed" }).allTextContents()) {
        const [error, tolerance] = (fact.match(/[\d.]+(?:e[+-]\d+)?/g) ?? []).map(Number);
        expect(error).toBeLessThanOrEqual(tolerance ?? Number.NaN);
      }
    }
  });

  test("judges a picture that is chosen from disk, and says how long it took", async ({ page }) => {
    await page.goto(`${DEMO}/models`);
    await page
      .getByRole("link", { name: /starry/i })
      .first()
      .click();
    await page.locator("input[type=file]").first().setInputFiles(GOLDEN);
    await expect(page.locator("figcaption")).toContainText("sure", { timeout: 90_000 });
    await expect(page.getByText("WebAssembly")).toBeVisible();
  });

  test("says that a file is no picture and goes on with the next", async ({ page }) => {
    await page.goto(`${DEMO}/models`);
    await page
      .getByRole("link", { name: /starry/i })
      .first()
      .click();
    const chooser = page.locator("input[type=file]").first();
    await chooser.setInputFiles({
      name: "notes.png",
      mimeType: "image/png",
      buffer: Buffer.from("not a picture"),
    });
    await expect(page.locator("main").getByRole("alert")).toContainText("cannot read that picture", {
      timeout: 90_000,
    });
    await chooser.setInputFiles(GOLDEN);
    await expect(page.locator("figcaption")).toContainText("sure", { timeout: 90_000 });
  });
});
