import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { pictureOf } from "./picture-of";
import { type AnnotatedZip, raccoons, surrealObjects } from "./picture-sets";
import { createTeam, signUp } from "./sign-in";

const TRAINING_MS = 15 * 60_000;

for (const { set, count } of [
  { set: raccoons, count: 200 },
  { set: surrealObjects, count: 100 },
]) {
  test.describe(`from sign-up to a model in the browser: ${set.title}`, () => {
    test.describe.configure({ mode: "serial" });
    test.skip(set.missing !== null, set.missing ?? "");
    const slug = set.title.toLowerCase().replace(" ", "-");
    let page: Page;
    let team: string;
    let zip: AnnotatedZip;

    test.beforeAll(async ({ browser }) => {
      zip = await set.zip(count);
      page = await (await browser.newContext()).newPage();
    });
    test.afterAll(() => page.context().close());

    test("a person signs up and makes a team", async () => {
      await signUp(page, { name: "Mina Park" });
      team = await createTeam(page, `Watch ${Date.now() % 100_000}`);
      await expectAccessible(page);
    });

    test("brings in an annotated dataset as a zip", async () => {
      test.setTimeout(300_000);
      await page.goto(`/t/${team}/datasets`);
      await page.getByRole("button", { name: "New dataset" }).click();
      await page.getByLabel("Name").fill(set.title);
      await page.getByRole("button", { name: "Create dataset" }).click();
      await page.waitForURL(`**/datasets/${slug}`);
      await expect(page.getByTestId("import-files")).toBeEnabled();
      await page.getByTestId("import-files").setInputFiles(zip.file);
      await expect(page.getByText("Import finished")).toBeVisible({ timeout: 240_000 });
      await expect(page.getByText(`${zip.pictures} pictures`).first()).toBeVisible();
      const { name, annotations } = zip.first;
      await expect(page.getByRole("link", { name: `${name}, ${annotations} annotation` })).toBeVisible();
      await expectAccessible(page);
    });

    test("draws a box and corrects it, and finds both after a reload", async () => {
      await page.goto(`/t/${team}/datasets/${slug}`);
      await page.getByRole("link", { name: zip.first.name }).first().click();
      await page.waitForURL(/\/images\//);
      const stage = page.getByTestId("stage");
      await expect(stage).toBeVisible();
      await expect(page.getByText(`Objects (${zip.first.annotations})`)).toBeVisible();
      const area = await stage.boundingBox();
      if (!area) throw new Error("the stage has no area");
      await page.keyboard.press("n");
      await drag(
        page,
        [area.x + area.width * 0.42, area.y + area.height * 0.4],
        [area.x + area.width * 0.5, area.y + area.height * 0.52],
      );
      await expect(page.getByText(`Objects (${zip.first.annotations + 1})`)).toBeVisible();
      await page.getByLabel("Width in pixels").fill("120");
      await page.keyboard.press("Enter");
      await expect(page.getByText("Saved", { exact: true }).first()).toBeVisible();
      await page.reload();
      await expect(page.getByText(`Objects (${zip.first.annotations + 1})`)).toBeVisible();
      await page.keyboard.press("Control+z");
      await expectAccessible(page);
    });

    test("freezes a version", async () => {
      await page.goto(`/t/${team}/datasets/${slug}`);
      await page.getByRole("button", { name: "Freeze version" }).click();
      const dialog = page.getByRole("dialog");
      await expect(dialog.getByText("What the version will hold")).toBeVisible();
      await dialog.getByRole("button", { name: "Freeze version" }).click();
      await expect(page.getByText("Version 1 is frozen")).toBeVisible();
      await page.goto(`/t/${team}/datasets/${slug}/versions`);
      await expect(page.getByText("Version 1").first()).toBeVisible();
      await expectAccessible(page);
    });

    test("starts a run and watches its curves move", async () => {
      test.setTimeout(TRAINING_MS + 120_000);
      await page.goto(`/t/${team}/runs/new?dataset=${slug}`);
      await page.locator("form:not([inert])").getByLabel("Epochs").fill("1");
      await expectAccessible(page);
      await page.getByRole("button", { name: "Start run" }).click();
      await page.waitForURL(/\/runs\/1$/);
      await expect(page.getByText("Training loss")).toBeVisible({ timeout: TRAINING_MS });
      await page.reload();
      await expect(page.getByText("Training loss")).toBeVisible();
      await expect(page.getByText("Succeeded").first()).toBeVisible({ timeout: TRAINING_MS });
      await expectAccessible(page);
    });

    test("sees the model take its place on a board", async () => {
      test.setTimeout(TRAINING_MS);
      await page.goto(`/t/${team}/boards`);
      await page.locator("main").getByRole("link", { name: set.title }).first().click();
      await page.waitForURL(/\/boards\/[a-z0-9-]+$/);
      const row = page
        .getByRole("table")
        .getByText(/0\.\d{3}/)
        .first();
      await expect
        .poll(
          async () => {
            await page.reload();
            return row.count();
          },
          { timeout: TRAINING_MS / 2, intervals: [3000] },
        )
        .toBeGreaterThan(0);
      await expectAccessible(page);
    });

    test("runs the model in the browser on a picture it was not trained on", async () => {
      test.setTimeout(240_000);
      await page.goto(`/t/${team}/models`);
      await page.locator("main").getByRole("link", { name: set.title }).first().click();
      await page.waitForURL(/\/models\/[a-z0-9-]+$/);
      await page
        .getByRole("button", { name: /^Test picture/ })
        .first()
        .click();
      await expect(page.getByText("Runs on")).toBeVisible({ timeout: 180_000 });
      await expect(page.getByText("identical").first()).toBeVisible({ timeout: 60_000 });
      await expectAccessible(page);
    });
  });
}

test("a stranger plays one round of the quiz against the model", async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto("/");
  const options = page.getByRole("button", { name: /^Painting, option [A-D] of 4$/ });
  await expect(options).toHaveCount(4);
  await expect(page.getByText(/The model has made its choice|cannot run in this browser/)).toBeVisible({
    timeout: 120_000,
  });
  await pictureOf(page, "landing");
  const card = await page.locator('meta[property="og:image"]').getAttribute("content");
  const picture = await page.request.get(card ?? "");
  expect(picture.headers()["content-type"]).toBe("image/jpeg");
  await expectAccessible(page);
  await page.goto("/quiz");
  await expect(options).toHaveCount(4);
  await expect(page.getByText(/The model has made its choice|cannot run in this browser/)).toBeVisible({
    timeout: 120_000,
  });
  await page.keyboard.press("2");
  await expect(page.getByText(/You found it|it was [A-D]|The model found it/).first()).toBeVisible();
  await expect(page.getByText("Found so far, over the same rounds")).toBeVisible();
  await expectAccessible(page);
  await pictureOf(page, "quiz");
});

async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 4 });
  await page.mouse.move(...to, { steps: 4 });
  await page.mouse.up();
}
