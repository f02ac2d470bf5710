import type { Random } from "../painting/random";
import type { Split } from "../pictures/coco";
import type { Window } from "./one-pipeline";

export type Region = { left: number; top: number; right: number; bottom: number };

/**
 * Only one real painting ships, so that its own parts stand apart: each split has a region of the
 * 752×600 scan to itself, frame and edges left out, with a gap of at least 12 px between regions.
 */
export const REGIONS: Record<Split, Region> = {
  train: { left: 19, top: 20, right: 302, bottom: 580 },
  test: { left: 314, top: 20, right: 733, bottom: 398 },
  val: { left: 314, top: 410, right: 733, bottom: 580 },
};

/** The square of the scan that shows moon, swirl and village at once: the famous view. */
export const FAMOUS_WINDOW: Window = { left: 174, top: 20, side: 558 };

export const SMALLEST_WINDOW = 138;
export const LARGEST_WINDOW = 196;

export function windowIn(region: Region, random: Random): Window {
  const room = Math.min(region.right - region.left, region.bottom - region.top, LARGEST_WINDOW);
  const side = random.whole(SMALLEST_WINDOW, room);
  return {
    left: random.whole(region.left, region.right - side),
    top: random.whole(region.top, region.bottom - side),
    side,
  };
}

/** How far apart two windows are, as a fraction of their size; 0 is the same window. */
export function distance(a: Window, b: Window): number {
  const centre = (window: Window) => ({ x: window.left + window.side / 2, y: window.top + window.side / 2 });
  return Math.hypot(centre(a).x - centre(b).x, centre(a).y - centre(b).y) / ((a.side + b.side) / 2);
}
