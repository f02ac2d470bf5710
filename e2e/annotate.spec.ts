import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { z } from "zod";
import { createTeam, signUp } from "./sign-in";

const WIDTH_PX = 640;
const HEIGHT_PX = 480;

type Place = { team: string; dataset: string; images: string[]; labels: string[] };
type Box = { x: number; y: number; width: number; height: number };

const Rows = z.object({
  seq: z.number(),
  annotations: z.array(
    z.object({
      labelId: z.string(),
      isDeleted: z.boolean(),
      geometry: z.object({
        type: z.string(),
        x: z.number().optional(),
        y: z.number().optional(),
        width: z.number().optional(),
        height: z.number().optional(),
      }),
    }),
  ),
});

/** Calls a procedure as the page's person, from inside the page, so that cookies and origin are the browser's own. */
async function call(
  page: Page,
  procedure: string,
  input: unknown,
  kind: "query" | "mutation",
): Promise<unknown> {
  const answer = await page.evaluate(
    async ({ procedure, input, kind }) => {
      const json = JSON.stringify({ json: input });
      const query = `/api/trpc/${procedure}?input=${encodeURIComponent(json)}`;
      const send = { method: "POST", headers: { "content-type": "application/json" }, body: json };
      const response = await (kind === "query" ? fetch(query) : fetch(`/api/trpc/${procedure}`, send));
      return response.text();
    },
    { procedure, input, kind },
  );
  return z.object({ result: z.object({ data: z.object({ json: z.unknown() }) }) }).parse(JSON.parse(answer))
    .result.data.json;
}

async function upload(page: Page, team: string, fileName: string, bytes: Buffer): Promise<string> {
  const id = await page.evaluate(
    async ({ team, fileName, base64 }) => {
      const body = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const announced = await fetch("/api/uploads", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ team, fileName, bytes: body.byteLength }),
      });
      const made = await announced.json();
      await fetch(`/api/uploads/${made.id}?offset=0`, {
        method: "PUT",
        headers: { "content-type": "application/octet-stream" },
        body,
      });
      return made.id;
    },
    { team, fileName, base64: bytes.toString("base64") },
  );
  return z.string().parse(id);
}

/** A team with a dataset of two plain pictures and two labels. */
async function studio(page: Page): Promise<Place> {
  await signUp(page);
  const team = await createTeam(page, "Annotators");
  const { slug: dataset } = z
    .object({ slug: z.string() })
    .parse(await call(page, "datasets.create", { team, name: "Shapes" }, "mutation"));
  const labels: string[] = [];
  for (const name of ["horse", "clock"]) {
    const made = await call(page, "labels.create", { team, dataset, name }, "mutation");
    labels.push(z.object({ id: z.string() }).parse(made).id);
  }
  const uploadIds: string[] = [];
  for (const [index, background] of ["#8a6d4f", "#4f6d8a"].entries()) {
    const png = await sharp({ create: { width: WIDTH_PX, height: HEIGHT_PX, channels: 3, background } })
      .png()
      .toBuffer();
    uploadIds.push(await upload(page, team, `picture-${index + 1}.png`, png));
  }
  await call(page, "jobs.startImport", { team, dataset, uploadIds }, "mutation");
  const List = z.object({ items: z.array(z.object({ id: z.string() })) });
  let images: string[] = [];
  await expect(async () => {
    images = List.parse(await call(page, "images.list", { team, dataset }, "query")).items.map(
      ({ id }) => id,
    );
    expect(images).toHaveLength(2);
  }).toPass({ timeout: 60_000 });
  return { team, dataset, images, labels };
}

async function openEditor(page: Page, place: Place, index = 0): Promise<void> {
  await page.goto(`/t/${place.team}/datasets/${place.dataset}/images/${place.images[index]}`);
  await expect(stage(page)).toBeVisible({ timeout: 60_000 });
  await expect(page.locator("[data-testid=stage] canvas.upper-canvas")).toBeAttached();
}

function stage(page: Page) {
  return page.getByTestId("stage");
}

/** Where a place in the picture is on the screen while the whole picture is shown. */
async function at(page: Page, x: number, y: number): Promise<[number, number]> {
  const bounds = await stage(page).boundingBox();
  if (!bounds) throw new Error("no stage");
  const scale = Math.min((bounds.width - 48) / WIDTH_PX, (bounds.height - 48) / HEIGHT_PX);
  const left = bounds.x + (bounds.width - WIDTH_PX * scale) / 2;
  const top = bounds.y + (bounds.height - HEIGHT_PX * scale) / 2;
  return [left + x * scale, top + y * scale];
}

async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  await page.mouse.move(...(await at(page, ...from)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, (from[0] + to[0]) / 2, (from[1] + to[1]) / 2)), { steps: 3 });
  await page.mouse.move(...(await at(page, ...to)), { steps: 3 });
  await page.mouse.up();
}

async function click(page: Page, x: number, y: number): Promise<void> {
  await page.mouse.click(...(await at(page, x, y)));
}

async function saved(page: Page): Promise<void> {
  await expect(page.getByTestId("save-state")).toHaveAttribute("data-state", "saved");
}

/** The live boxes as Postgres has them. */
async function rows(page: Page, place: Place, index = 0): Promise<{ label: string; box: Box }[]> {
  await saved(page);
  const { annotations } = Rows.parse(
    await call(page, "annotations.load", { team: place.team, image: place.images[index] }, "query"),
  );
  return annotations
    .filter(({ isDeleted }) => !isDeleted)
    .map(({ labelId, geometry: { x = 0, y = 0, width = 0, height = 0 } }) => ({
      label: labelId === place.labels[0] ? "horse" : "clock",
      box: { x, y, width, height },
    }));
}

/** Screens have whole pixels and pictures need not: three picture pixels are close enough for a hand. */
async function expectRows(page: Page, place: Place, expected: { label: string; box: Box }[]): Promise<void> {
  await expect(async () => {
    const found = await rows(page, place);
    expect(found.map(({ label }) => label)).toEqual(expected.map(({ label }) => label));
    for (const [index, { box }] of expected.entries()) {
      for (const key of ["x", "y", "width", "height"] as const) {
        expect(Math.abs((found[index]?.box[key] ?? Number.NaN) - box[key])).toBeLessThan(3);
      }
    }
  }).toPass({ timeout: 15_000 });
}

test("boxes are drawn, moved, resized, relabelled, deleted and undone, and a reload shows the same", async ({
  page,
}) => {
  const place = await studio(page);
  await openEditor(page, place);

  await page.keyboard.press("n");
  await drag(page, [100, 100], [200, 180]);
  await expectRows(page, place, [{ label: "horse", box: { x: 100, y: 100, width: 100, height: 80 } }]);

  await page.keyboard.press("v");
  await drag(page, [150, 140], [250, 240]);
  await expectRows(page, place, [{ label: "horse", box: { x: 200, y: 200, width: 100, height: 80 } }]);

  await drag(page, [300, 280], [340, 300]);
  await expectRows(page, place, [{ label: "horse", box: { x: 200, y: 200, width: 140, height: 100 } }]);

  await page.keyboard.press("2");
  await page.keyboard.press("Shift+ArrowRight");
  await expectRows(page, place, [{ label: "clock", box: { x: 210, y: 200, width: 140, height: 100 } }]);

  await page.keyboard.press("Delete");
  await expectRows(page, place, []);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expectRows(page, place, [{ label: "horse", box: { x: 200, y: 200, width: 140, height: 100 } }]);
  await page.keyboard.press("Control+Shift+z");
  await page.keyboard.press("Control+d");
  await expect(async () =>
    expect((await rows(page, place)).map(({ label }) => label)).toEqual(["clock", "clock"]),
  ).toPass();

  await page.reload();
  await expect(page.getByTestId("object-list").getByRole("button")).toHaveCount(2, { timeout: 60_000 });
});

test("the keyboard alone makes a box, places it by numbers, walks and tags", async ({ page }) => {
  const place = await studio(page);
  await openEditor(page, place);
  await page.keyboard.press("n");
  await stage(page).focus();
  await page.keyboard.press("Enter");
  for (const [name, value] of [
    ["Left edge in pixels", "10"],
    ["Top edge in pixels", "20"],
    ["Width in pixels", "600"],
    ["Height in pixels", "900"],
  ] as const) {
    await page.getByLabel(name).fill(value);
    await page.getByLabel(name).press("Enter");
  }
  // What hangs over the edge is cut there.
  await expectRows(page, place, [{ label: "horse", box: { x: 10, y: 20, width: 600, height: 460 } }]);
  await stage(page).focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(page.getByTestId("object-list").getByRole("button", { pressed: true })).toHaveCount(1);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  const scan = await new AxeBuilder({ page }).analyze();
  expect(scan.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))).toEqual([]);
});

test("changes made while the server cannot be reached outlive a reload and arrive later", async ({
  page,
}) => {
  const place = await studio(page);
  await openEditor(page, place);
  await page.route(/annotations\.submit/, (route) => route.abort("internetdisconnected"));
  await page.keyboard.press("n");
  await drag(page, [50, 50], [150, 150]);
  await expect(page.getByTestId("save-state")).toHaveAttribute("data-state", "offline");
  page.on("dialog", (dialog) => void dialog.accept());
  await page.unroute(/annotations\.submit/);
  await page.route(/annotations\.submit/, (route) => route.abort("internetdisconnected"), { times: 1 });
  await page.reload();
  await expect(page.getByTestId("object-list").getByRole("button")).toHaveCount(1, { timeout: 60_000 });
  await expectRows(page, place, [{ label: "horse", box: { x: 50, y: 50, width: 100, height: 100 } }]);
});

test("two people see each other's edits, and who loses a conflict keeps the value and may insist", async ({
  page,
  context,
}) => {
  const place = await studio(page);
  await openEditor(page, place);
  await page.keyboard.press("n");
  await drag(page, [100, 100], [200, 200]);
  await saved(page);
  const other = await context.newPage();
  await openEditor(other, place);
  await expect(other.getByTestId("object-list").getByRole("button")).toHaveCount(1);

  await page.route(/annotations\.submit/, (route) => route.abort("internetdisconnected"));
  await page.keyboard.press("v");
  await drag(page, [150, 150], [350, 150]);
  await expect(page.getByTestId("save-state")).toHaveAttribute("data-state", "offline");
  await click(other, 150, 150);
  await other.keyboard.press("Shift+ArrowDown");
  await saved(other);
  await page.unroute(/annotations\.submit/);

  const notice = page.getByTestId("setback");
  await expect(notice).toBeVisible({ timeout: 40_000 });
  await expectRows(page, place, [{ label: "horse", box: { x: 100, y: 110, width: 100, height: 100 } }]);
  await notice.getByRole("button", { name: "Use mine" }).click();
  await expectRows(page, place, [{ label: "horse", box: { x: 300, y: 100, width: 100, height: 100 } }]);
  await expect(other.getByLabel("Left edge in pixels")).toHaveValue(/^(29[789]|30[0-3])/);
});
