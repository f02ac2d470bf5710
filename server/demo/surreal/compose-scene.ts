import type { Canvas, Rgb } from "../painting/canvas";
import { valueNoise } from "../painting/noise";
import { hashName, type Random } from "../painting/random";
import { paintStroke } from "../painting/stroke";
import { type Cutout, drawObject, imaginePose } from "./draw-object";
import { OBJECT_CLASSES, OBJECTS, type ObjectClass } from "./objects";

/** Output pixels, top-left origin: the bounds of what is visible of the object. */
export type PlacedObject = {
  objectClass: ObjectClass;
  hexcode: string;
  box: { x: number; y: number; width: number; height: number };
};

type Laid = { objectClass: ObjectClass; hexcode: string; region: number; pixels: number };

/** Objects smaller or more hidden than this are taken off again. */
const SMALLEST_SIDE_PX = 18;
const LEAST_VISIBLE = 0.55;
const SOLID = 128;

/**
 * Lays one to five drawings on a painted ground and paints over them. Every stroke stays inside its
 * object's region, so the boxes, taken from the regions, are exact.
 */
export async function composeScene(
  background: Canvas,
  name: string,
  random: Random,
): Promise<{ canvas: Canvas; objects: PlacedObject[] }> {
  const wanted = 1 + Math.floor(random.next() ** 0.95 * 5);
  for (;;) {
    const canvas = copyOf(background);
    const regions = new Uint8Array(canvas.widthPx * canvas.heightPx);
    const laid: Laid[] = [];
    for (let index = 0; index < wanted; index++)
      laid.push(await layObject({ canvas, regions, region: index + 1 }, random));
    const objects = laid.map((object) => visibleObject(object, canvas, regions));
    if (!objects.every((object) => object !== null)) continue;
    canvas.regions = regions;
    paintOver(canvas, name, random);
    return { canvas, objects: objects.filter((object) => object !== null) };
  }
}

function copyOf(canvas: Canvas): Canvas {
  return {
    ...canvas,
    colour: canvas.colour.slice(),
    thickness: canvas.thickness.slice(),
    lastStroke: canvas.lastStroke.slice(),
  };
}

type Sheet = { canvas: Canvas; regions: Uint8Array; region: number };

async function layObject(sheet: Sheet, random: Random): Promise<Laid> {
  const objectClass = random.pick(OBJECT_CLASSES);
  const hexcode = random.pick(OBJECTS[objectClass]);
  const side = Math.round(random.between(64, random.chance(0.25) ? 230 : 150) * sheet.canvas.scale);
  const cutout = await drawObject(
    hexcode,
    imaginePose(side, objectClass === "bed" || objectClass === "cloud", random),
  );
  const { widthPx, heightPx } = sheet.canvas;
  const left = Math.round(random.between(-cutout.widthPx * 0.12, widthPx - cutout.widthPx * 0.88));
  const low = objectClass === "cloud" ? 0 : heightPx * 0.12;
  const high =
    objectClass === "cloud" ? heightPx * 0.45 - cutout.heightPx * 0.5 : heightPx - cutout.heightPx * 0.9;
  const top = Math.round(random.between(low - cutout.heightPx * 0.08, Math.max(high, low)));
  return { objectClass, hexcode, region: sheet.region, pixels: stamp(sheet, cutout, { left, top }) };
}

/** Blends the cut-out in and marks its solid pixels; returns how many it has, also outside the picture. */
function stamp(
  { canvas, regions, region }: Sheet,
  cutout: Cutout,
  at: { left: number; top: number },
): number {
  let pixels = 0;
  for (let row = 0; row < cutout.heightPx; row++) {
    for (let column = 0; column < cutout.widthPx; column++) {
      const from = (row * cutout.widthPx + column) * 4;
      const alpha = cutout.data[from + 3] ?? 0;
      if (alpha >= SOLID) pixels += 1;
      const x = at.left + column;
      const y = at.top + row;
      if (alpha === 0 || x < 0 || y < 0 || x >= canvas.widthPx || y >= canvas.heightPx) continue;
      const pixel = y * canvas.widthPx + x;
      for (let channel = 0; channel < 3; channel++) {
        const under = canvas.colour[pixel * 3 + channel] ?? 0;
        canvas.colour[pixel * 3 + channel] =
          under + ((cutout.data[from + channel] ?? 0) - under) * (alpha / 255);
      }
      if (alpha >= SOLID) regions[pixel] = region;
    }
  }
  return pixels;
}

function visibleObject(object: Laid, canvas: Canvas, regions: Uint8Array): PlacedObject | null {
  const bounds = regionBounds(regions, canvas.widthPx, object.region);
  if (bounds === null || bounds.pixels < object.pixels * LEAST_VISIBLE) return null;
  const box = {
    x: bounds.left / canvas.scale,
    y: bounds.top / canvas.scale,
    width: (bounds.right - bounds.left + 1) / canvas.scale,
    height: (bounds.bottom - bounds.top + 1) / canvas.scale,
  };
  if (Math.min(box.width, box.height) < SMALLEST_SIDE_PX) return null;
  return { objectClass: object.objectClass, hexcode: object.hexcode, box };
}

export function regionBounds(regions: Uint8Array, widthPx: number, region: number) {
  let [left, top, right, bottom, pixels] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -1, -1, 0];
  for (let pixel = 0; pixel < regions.length; pixel++) {
    if (regions[pixel] !== region) continue;
    const x = pixel % widthPx;
    const y = Math.floor(pixel / widthPx);
    [left, right, top, bottom] = [
      Math.min(left, x),
      Math.max(right, x),
      Math.min(top, y),
      Math.max(bottom, y),
    ];
    pixels += 1;
  }
  return pixels === 0 ? null : { left, top, right, bottom, pixels };
}

/** Brushwork on the objects in their own colours, and a little of the ground against their edges. */
function paintOver(canvas: Canvas, name: string, random: Random) {
  const noise = valueNoise(hashName(`${name}/over`));
  const direction = (x: number, y: number) => (noise(x / 42, y / 42) - 0.5) * 7;
  const hand = random.between(0.8, 1.35);
  const original = canvas.colour.slice();
  for (let index = 0; index < 16_000; index++) {
    const x = random.between(0, canvas.widthPx / canvas.scale - 0.01);
    const y = random.between(0, canvas.heightPx / canvas.scale - 0.01);
    const pixel = Math.floor(y * canvas.scale) * canvas.widthPx + Math.floor(x * canvas.scale);
    if (canvas.regions?.[pixel] === 0) continue;
    const colour: Rgb = [
      original[pixel * 3] ?? 0,
      original[pixel * 3 + 1] ?? 0,
      original[pixel * 3 + 2] ?? 0,
    ];
    const isLine = Math.max(...colour) < 60;
    const shade = random.normal() * 13;
    const tone: Rgb = [colour[0] + shade, colour[1] + shade, colour[2] + shade];
    paintStroke(
      canvas,
      {
        x,
        y,
        colour: tone,
        width: (isLine ? 1.3 : 3.1) * hand,
        length: isLine ? 3 : random.between(5, 11),
        direction,
        load: 0.7,
        opacity: 0.9,
      },
      random,
    );
  }
}
