import { expect, type Locator, type Page } from "@playwright/test";
import sharp from "sharp";
import { z } from "zod";
import { createTeam, signUp } from "./sign-in";

export type Place = { team: string; dataset: string; images: string[]; labels: string[] };
type Box = { x: number; y: number; width: number; height: number };
type Picture = { width: number; height: number };
type Spot = [number, number];

const PLAIN: Picture = { width: 640, height: 480 };

const Rows = z.object({
  seq: z.number(),
  annotations: z.array(
    z.object({
      id: z.string(),
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
export async function call(
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

/** A new person with a team and a dataset of plain pictures and two labels. */
export async function studio(
  page: Page,
  options: { pictures?: readonly Picture[]; labels?: readonly string[] } = {},
): Promise<Place> {
  const { pictures = [PLAIN, PLAIN], labels: names = ["horse", "clock"] } = options;
  await signUp(page);
  const team = await createTeam(page, "Annotators");
  const { slug: dataset } = z
    .object({ slug: z.string() })
    .parse(await call(page, "datasets.create", { team, name: "Shapes" }, "mutation"));
  const labels: string[] = [];
  for (const name of names) {
    const made = await call(page, "labels.create", { team, dataset, name }, "mutation");
    labels.push(z.object({ id: z.string() }).parse(made).id);
  }
  const uploadIds: string[] = [];
  for (const [index, { width, height }] of pictures.entries()) {
    // Byte-identical pictures would be one.
    const background = { r: 138, g: 109 + index, b: 79 };
    const png = await sharp({ create: { width, height, channels: 3, background } })
      .png()
      .toBuffer();
    uploadIds.push(await upload(page, team, `picture-${String(index + 1).padStart(2, "0")}.png`, png));
  }
  await call(page, "jobs.startImport", { team, dataset, uploadIds }, "mutation");
  const List = z.object({ items: z.array(z.object({ id: z.string() })) });
  let images: string[] = [];
  await expect(async () => {
    images = List.parse(await call(page, "images.list", { team, dataset }, "query")).items.map(
      ({ id }) => id,
    );
    expect(images).toHaveLength(pictures.length);
  }).toPass({ timeout: 60_000 });
  return { team, dataset, images, labels };
}

export async function openEditor(page: Page, place: Place, index = 0): Promise<void> {
  await page.goto(`/t/${place.team}/datasets/${place.dataset}/images/${place.images[index]}`);
  await editorReady(page);
}

export async function editorReady(page: Page): Promise<void> {
  await expect(stage(page)).toBeVisible({ timeout: 60_000 });
  await expect(page.locator("[data-testid=stage] canvas.upper-canvas")).toBeAttached();
  // Until the picture is fitted into its stage, places in it are somewhere else on the screen.
  await expect.poll(() => isFitted(stage(page).locator("img"))).toBe(true);
}

function isFitted(picture: Locator): Promise<boolean> {
  return picture.evaluate((img) => {
    const own = img.getBoundingClientRect();
    const area = img.closest("[data-testid=stage]")?.getBoundingClientRect();
    return !!area && own.width > 0 && own.left >= area.left && own.right <= area.right;
  });
}

export function stage(page: Page): Locator {
  return page.getByTestId("stage");
}

export function objects(page: Page): Locator {
  return page.getByTestId("object-list").locator("button[data-object]");
}

/** Where a place in the picture is on the screen, at whatever zoom. */
export async function at(page: Page, x: number, y: number): Promise<Spot> {
  return stage(page)
    .locator("img")
    .evaluate(
      (img, [x, y]) => {
        const bounds = img.getBoundingClientRect();
        const scale = bounds.width / Number.parseFloat(img.style.width);
        return [bounds.left + x * scale, bounds.top + y * scale];
      },
      [x, y] as const,
    )
    .then(([left = 0, top = 0]) => [left, top]);
}

export async function drag(page: Page, from: Spot, to: Spot): Promise<void> {
  await page.mouse.move(...(await at(page, ...from)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, (from[0] + to[0]) / 2, (from[1] + to[1]) / 2)), { steps: 3 });
  await page.mouse.move(...(await at(page, ...to)), { steps: 3 });
  await page.mouse.up();
}

export async function click(page: Page, x: number, y: number): Promise<void> {
  await page.mouse.click(...(await at(page, x, y)));
}

export async function saved(page: Page): Promise<void> {
  await expect(page.getByTestId("save-state")).toHaveAttribute("data-state", "saved");
}

/** The live boxes as Postgres has them, oldest first. */
export async function rows(page: Page, place: Place, index = 0): Promise<{ label: string; box: Box }[]> {
  await saved(page);
  const { annotations } = Rows.parse(
    await call(page, "annotations.load", { team: place.team, image: place.images[index] }, "query"),
  );
  return annotations
    .filter(({ isDeleted, geometry }) => !isDeleted && geometry.type === "box")
    .map(({ labelId, geometry: { x = 0, y = 0, width = 0, height = 0 } }) => ({
      label: labelId === place.labels[0] ? "horse" : "clock",
      box: { x, y, width, height },
    }));
}

/** Screens have whole pixels and pictures need not: three picture pixels are close enough for a hand. */
export async function expectRows(
  page: Page,
  place: Place,
  expected: { label: string; box: Box }[],
  { index = 0, within = 3 }: { index?: number; within?: number } = {},
): Promise<void> {
  await expect(async () => {
    const found = await rows(page, place, index);
    expect(found.map(({ label }) => label)).toEqual(expected.map(({ label }) => label));
    for (const [index, { box }] of expected.entries()) {
      for (const key of ["x", "y", "width", "height"] as const) {
        const off = Math.abs((found[index]?.box[key] ?? Number.NaN) - box[key]);
        expect(off, `${key} of box ${index}: ${JSON.stringify(found[index]?.box)}`).toBeLessThan(within);
      }
    }
  }).toPass({ timeout: 15_000 });
}
