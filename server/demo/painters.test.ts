import { createHash } from "node:crypto";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { imagesFolder, readCoco, STARRY_SET } from "./models/frozen-content";
import { paintStarryNight } from "./painting/paint-starry-night";
import { readPalette } from "./painting/palette";
import { seededRandom, shuffled } from "./painting/random";
import { CONTENT_DIR } from "./pictures/write-content";
import { SCAN_FILE } from "./starry-night/build-starry-night";
import { cutOption, decode, photographLikeTheScan } from "./starry-night/one-pipeline";
import { composeScene, regionBounds } from "./surreal/compose-scene";
import { drawObject, imaginePose } from "./surreal/draw-object";
import { OBJECT_CLASSES, OBJECTS } from "./surreal/objects";
import { paintBackground } from "./surreal/paint-background";

describe("seededRandom", () => {
  it("repeats itself for a name and differs between names", () => {
    const draw = (name: string) => Array.from({ length: 5 }, seededRandom(name).next);
    expect(draw("a")).toEqual(draw("a"));
    expect(draw("a")).not.toEqual(draw("b"));
  });

  it("shuffles without losing anything", () => {
    expect(shuffled([1, 2, 3, 4, 5], seededRandom("s")).sort()).toEqual([1, 2, 3, 4, 5]);
  });
});

describe("the painter of nights", () => {
  it("paints the committed pictures again from their seeds", { timeout: 120_000 }, async () => {
    const file = await readCoco(join(CONTENT_DIR, STARRY_SET.folder, STARRY_SET.files("test")));
    const image = file.images.find((candidate) => candidate.made.source === "generator");
    if (!image) throw new Error("the test split has no generated picture");
    const palette = readPalette(await decode(SCAN_FILE));
    const { scene, picture } = paintStarryNight(String(image.made.seed), "great-swirl", palette);
    const photograph = await photographLikeTheScan(picture, scene);
    const window = {
      left: Number(image.made.left),
      top: Number(image.made.top),
      side: Number(image.made.side),
    };
    const again = await cutOption(photograph, window);
    // Encoders differ in the last bit between processors; the picture does not.
    expect(await meanDifference(again, join(imagesFolder(STARRY_SET), image.file_name))).toBeLessThan(1);
  });
});

describe("the composer of surreal scenes", () => {
  it("gives the same bytes for the same seed", { timeout: 120_000 }, async () => {
    const paint = async () => {
      const { canvas, objects } = await composeScene(
        paintBackground("same", seededRandom("same")),
        "same-0",
        seededRandom("same-0"),
      );
      return { hash: createHash("sha256").update(Buffer.from(canvas.colour.buffer)).digest("hex"), objects };
    };
    expect(await paint()).toEqual(await paint());
  });

  it("draws boxes that touch their object on all four sides and leave nothing of it out", {
    timeout: 120_000,
  }, async () => {
    const ground = paintBackground("boxes", seededRandom("boxes"));
    for (const name of ["boxes-0", "boxes-1", "boxes-2"]) {
      const { canvas, objects } = await composeScene(ground, name, seededRandom(name));
      if (!canvas.regions) throw new Error("no regions");
      objects.forEach(({ box }, index) => {
        const bounds = regionBounds(canvas.regions ?? new Uint8Array(), canvas.widthPx, index + 1);
        expect(bounds).toMatchObject({
          left: box.x * 2,
          top: box.y * 2,
          right: (box.x + box.width) * 2 - 1,
          bottom: (box.y + box.height) * 2 - 1,
        });
      });
    }
  });

  it("paints no stroke outside the objects", { timeout: 120_000 }, async () => {
    const ground = paintBackground("edges", seededRandom("edges"));
    const { canvas } = await composeScene(ground, "edges-0", seededRandom("edges-0"));
    let strayed = 0;
    const { widthPx } = canvas;
    for (let pixel = 0; pixel < widthPx * canvas.heightPx; pixel++) {
      const isNear = [
        0,
        1,
        -1,
        widthPx,
        -widthPx,
        widthPx + 1,
        widthPx - 1,
        -widthPx - 1,
        1 - widthPx,
        2,
        -2,
      ].some((step) => (canvas.regions?.[pixel + step] ?? 0) > 0);
      if (!isNear && canvas.colour[pixel * 3] !== ground.colour[pixel * 3]) strayed += 1;
    }
    // A soft edge may reach a pixel or two beyond the solid part; nothing else may differ.
    expect(strayed).toBeLessThan(400);
  });

  it("finds the bounds of an alpha mask exactly", () => {
    const regions = new Uint8Array(10 * 6);
    for (const pixel of [12, 13, 27, 45]) regions[pixel] = 3;
    expect(regionBounds(regions, 10, 3)).toEqual({ left: 2, top: 1, right: 7, bottom: 4, pixels: 4 });
    expect(regionBounds(regions, 10, 1)).toBeNull();
  });

  it.each(OBJECT_CLASSES)("can draw every variant of %s", async (objectClass) => {
    for (const hexcode of OBJECTS[objectClass]) {
      const cutout = await drawObject(hexcode, imaginePose(120, false, seededRandom(hexcode)));
      const solid = cutout.data.filter((value, index) => index % 4 === 3 && value >= 128).length;
      expect(solid).toBeGreaterThan(1000);
    }
  });
});

async function meanDifference(a: Buffer, b: string): Promise<number> {
  const [first, second] = await Promise.all([sharp(a).raw().toBuffer(), sharp(b).raw().toBuffer()]);
  return first.reduce((sum, value, index) => sum + Math.abs(value - (second[index] ?? 0)), 0) / first.length;
}
