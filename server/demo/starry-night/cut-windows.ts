import type { Random } from "../painting/random";
import type { Scene } from "../painting/scene";
import type { Window } from "./one-pipeline";
import { distance, type Region, windowIn } from "./regions";

/** `count` windows that differ as much as the region allows: of many tries, the farthest from the others. */
export function spreadWindows(region: Region, count: number, random: Random): Window[] {
  const windows: Window[] = [];
  while (windows.length < count) {
    const tries = Array.from({ length: 12 }, () => windowIn(region, random));
    windows.push(farthest(tries, windows));
  }
  return windows;
}

/** Windows on an imagined night, drawn to where something happens: a star, a whirl, the moon, a steeple. */
export function windowsOnScene(scene: Scene, count: number, random: Random): Window[] {
  const whole = { left: 0, top: 0, right: scene.width, bottom: scene.height };
  return aimedWindows(scene, whole, count, random);
}

/** The same above the hills: the real test region is sky, and its rivals should not be told by a village. */
export function windowsOnSky(scene: Scene, count: number, random: Random): Window[] {
  const sky = { left: 0, top: 0, right: scene.width, bottom: Math.round(scene.horizon + 30) };
  return aimedWindows({ ...scene, steeple: null, flames: [] }, sky, count, random);
}

function aimedWindows(scene: Scene, region: Region, count: number, random: Random): Window[] {
  const sights = [
    ...scene.stars,
    ...scene.vortices,
    ...scene.vortices,
    ...(scene.moon === null ? [] : [scene.moon, scene.moon]),
    ...(scene.steeple === null ? [] : [scene.steeple, scene.steeple]),
    ...scene.flames.slice(0, 2).map((flame) => ({ x: flame.x, y: flame.base - flame.height * 0.7 })),
    { x: scene.width / 2, y: scene.horizon },
    { x: scene.width / 4, y: scene.horizon + 40 },
  ];
  const windows: Window[] = [];
  while (windows.length < count) {
    const tries = Array.from({ length: 10 }, () =>
      aim(windowIn(region, random), sights[random.whole(0, sights.length - 1)], { region, random }),
    );
    windows.push(farthest(tries, windows));
  }
  return windows;
}

function aim(
  window: Window,
  sight: { x: number; y: number } | undefined,
  { region, random }: { region: Region; random: Random },
): Window {
  if (sight === undefined) return window;
  const put = (at: number, room: number) =>
    Math.round(Math.min(Math.max(at - window.side * random.between(0.25, 0.75), 0), room - window.side));
  return { left: put(sight.x, region.right), top: put(sight.y, region.bottom), side: window.side };
}

function farthest(tries: Window[], from: Window[]): Window {
  const gap = (window: Window) => Math.min(...from.map((other) => distance(window, other)), 9);
  const [first, ...rest] = tries;
  if (first === undefined) throw new Error("no window to choose from");
  return rest.reduce((best, window) => (gap(window) > gap(best) ? window : best), first);
}
