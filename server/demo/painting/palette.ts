import type { RawPicture, Rgb } from "./canvas";
import { clamp } from "./noise";
import type { Random } from "./random";

/** Colours of one part of the reference painting, dark to light. */
export type Pool = readonly Rgb[];

export type StarryPalette = {
  sky: Pool;
  glow: Pool;
  /** Star colours from the core outwards, in five rings; the moon's likewise. */
  star: readonly Pool[];
  moon: readonly Pool[];
  crescent: Pool;
  hill: Pool;
  bush: Pool;
  village: Pool;
  lamp: Pool;
  cypress: Pool;
};

type Disc = readonly [x: number, y: number, radius: number];
type Box = readonly [left: number, top: number, right: number, bottom: number];

/** Where things are in the 752×600 scan. */
const STARS: readonly Disc[] = [
  [90, 40, 34],
  [185, 112, 28],
  [271, 318, 50],
  [250, 200, 21],
  [108, 288, 25],
  [460, 62, 36],
  [527, 147, 32],
  [181, 35, 18],
  [266, 38, 26],
  [313, 51, 17],
  [47, 273, 15],
];
const MOON: Disc = [662, 110, 78];
const SKY: readonly Box[] = [
  [210, 130, 480, 230],
  [320, 70, 420, 110],
  [480, 180, 600, 330],
  [30, 130, 120, 250],
  [540, 25, 590, 200],
];
const GLOW: readonly Box[] = [
  [250, 110, 460, 190],
  [300, 310, 735, 385],
  [600, 240, 735, 320],
];
const HILL: readonly Box[] = [
  [520, 350, 735, 430],
  [30, 425, 110, 520],
  [280, 410, 380, 440],
];
const BUSH: readonly Box[] = [
  [540, 430, 735, 490],
  [25, 520, 110, 580],
];
const VILLAGE: readonly Box[] = [[370, 465, 735, 580]];
const CYPRESS: readonly Box[] = [
  [135, 230, 185, 560],
  [190, 440, 320, 575],
  [150, 70, 160, 180],
];

/** Reads the colours of The Starry Night from its scan. */
export function readPalette(scan: RawPicture): StarryPalette {
  const inBoxes = (boxes: readonly Box[], keep: (colour: Rgb) => boolean = () => true) =>
    sorted(boxes.flatMap((box) => boxPixels(scan, box)).filter(keep));
  return {
    sky: inBoxes(SKY, ([red, green, blue]) => blue > red + 12 && blue > green + 4),
    glow: inBoxes(GLOW, (colour) => luminance(colour) > 95),
    star: rings(STARS, scan),
    moon: rings([MOON], scan),
    crescent: sorted(
      discPixels(scan, MOON, 0, 0.55).filter(
        ([red, green, blue]) => red > 150 && blue < 90 && red - green > 25,
      ),
    ),
    hill: inBoxes(HILL, ([red, , blue]) => blue > red),
    bush: inBoxes(BUSH),
    village: inBoxes(VILLAGE),
    lamp: inBoxes(VILLAGE, ([red, green, blue]) => red > 130 && green > 110 && blue < 90),
    cypress: inBoxes(CYPRESS, (colour) => luminance(colour) < 90),
  };
}

/** A colour near the given quantile of lightness, with a little of the painter's inconstancy. */
export function mixColour(pool: Pool, lightness: number, random: Random, inconstancy = 0.13): Rgb {
  const quantile = clamp(softened(lightness + random.normal() * inconstancy), 0, 0.9999);
  const [red, green, blue] = pool[Math.floor(quantile * pool.length)] ?? [0, 0, 0];
  const value = random.normal() * 4;
  return [red + value, green + value, blue + value];
}

/** Bends the ends of the scale, so that the very darkest and lightest stay rare. */
function softened(value: number): number {
  if (value > 0.85) return 0.85 + (value - 0.85) * 0.4;
  return value < 0.12 ? 0.12 - (0.12 - value) * 0.5 : value;
}

function rings(discs: readonly Disc[], scan: RawPicture): Pool[] {
  return [0, 1, 2, 3, 4].map((ring) =>
    sorted(discs.flatMap((disc) => discPixels(scan, disc, ring / 5, (ring + 1) / 5))),
  );
}

function boxPixels(scan: RawPicture, [left, top, right, bottom]: Box): Rgb[] {
  const colours: Rgb[] = [];
  for (let y = top; y < bottom; y += 2) for (let x = left; x < right; x += 2) colours.push(pixel(scan, x, y));
  return colours;
}

function discPixels(scan: RawPicture, [cx, cy, radius]: Disc, from: number, to: number): Rgb[] {
  const colours: Rgb[] = [];
  for (let y = Math.ceil(cy - radius); y <= cy + radius; y++) {
    for (let x = Math.ceil(cx - radius); x <= cx + radius; x++) {
      const distance = Math.hypot(x - cx, y - cy) / radius;
      if (distance >= from && distance < to) colours.push(pixel(scan, x, y));
    }
  }
  return colours;
}

function pixel(scan: RawPicture, x: number, y: number): Rgb {
  const at = (y * scan.widthPx + x) * 3;
  return [scan.data[at] ?? 0, scan.data[at + 1] ?? 0, scan.data[at + 2] ?? 0];
}

function sorted(colours: Rgb[]): Pool {
  return colours.sort((a, b) => luminance(a) - luminance(b));
}

export function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
