import type { Random } from "./random";

/** What is where in one imagined night, in units of the scan's pixels. */
export type Vortex = {
  x: number;
  y: number;
  radius: number;
  spin: 1 | -1;
  pitch: number;
  arms: number;
  twist: number;
};
export type Light = { x: number; y: number; radius: number };
export type Ribbon = {
  y: number;
  slope: number;
  amplitude: number;
  wavelength: number;
  phase: number;
  width: number;
};
export type Flame = { x: number; base: number; height: number; width: number; sway: number; phase: number };
export type House = { x: number; y: number; width: number; height: number; roof: number; lit: boolean };

export type Scene = {
  name: string;
  family: Family;
  width: number;
  height: number;
  /** Multiplies the width and the length of every stroke. */
  hand: number;
  reach: number;
  waviness: number;
  tilt: number;
  brightness: number;
  horizon: number;
  hills: number;
  vortices: Vortex[];
  stars: Light[];
  moon: Light | null;
  ribbons: Ribbon[];
  flames: Flame[];
  houses: House[];
  steeple: { x: number; y: number; height: number } | null;
};

export const FAMILIES = ["great-swirl", "many-stars", "quiet-hills", "cypress", "moonrise", "storm"] as const;
export type Family = (typeof FAMILIES)[number];

export const SCENE_WIDTH = 716;
export const SCENE_HEIGHT = 564;

export function imagineScene(name: string, family: Family, random: Random): Scene {
  const horizon = horizonOf(family, random);
  const moon = family === "moonrise" || random.chance(0.45) ? placeMoon(family, random) : null;
  const vortices = placeVortices(family, horizon, random);
  const stars = placeStars({ family, horizon, moon, vortices }, random);
  return {
    name,
    family,
    width: SCENE_WIDTH,
    height: SCENE_HEIGHT,
    hand: random.between(0.86, 1.16),
    reach: random.between(0.85, 1.3),
    waviness: family === "storm" ? random.between(1.2, 1.9) : random.between(0.4, 1.1),
    tilt: random.between(-0.22, 0.22),
    brightness: random.between(-0.06, 0.08),
    horizon,
    hills: random.whole(2, 3),
    vortices,
    stars,
    moon,
    ribbons: placeRibbons(family, horizon, random),
    flames: placeFlames(family, random),
    houses: placeHouses(horizon, random),
    steeple: random.chance(0.65)
      ? {
          x: random.between(180, 620),
          y: SCENE_HEIGHT - random.between(60, 95),
          height: random.between(70, 115),
        }
      : null,
  };
}

function horizonOf(family: Family, random: Random): number {
  if (family === "quiet-hills") return random.between(250, 310);
  if (family === "great-swirl" || family === "many-stars") return random.between(390, 440);
  return random.between(340, 410);
}

function placeMoon(family: Family, random: Random): Light {
  const radius = family === "moonrise" ? random.between(66, 92) : random.between(46, 66);
  return {
    x: random.pick([random.between(80, 200), random.between(520, 640)]),
    y: random.between(80, 150),
    radius,
  };
}

function placeVortices(family: Family, horizon: number, random: Random): Vortex[] {
  const count =
    family === "great-swirl"
      ? random.whole(2, 3)
      : family === "storm"
        ? random.whole(3, 5)
        : random.whole(0, 2);
  return Array.from({ length: count }, (_, index) => ({
    x: random.between(110, SCENE_WIDTH - 110),
    y: random.between(95, horizon - 90),
    radius: index === 0 ? random.between(84, 128) : random.between(40, 76),
    spin: random.chance(0.7) ? 1 : -1,
    pitch: random.between(0.18, 0.5),
    arms: random.whole(1, 2),
    twist: random.between(4.5, 8),
  }));
}

function placeStars(
  around: { family: Family; horizon: number; moon: Light | null; vortices: Vortex[] },
  random: Random,
): Light[] {
  const wanted = around.family === "many-stars" ? random.whole(11, 16) : random.whole(5, 9);
  const stars: Light[] = [];
  const blockers = [...around.vortices, ...(around.moon === null ? [] : [around.moon])];
  for (let attempt = 0; attempt < 400 && stars.length < wanted; attempt++) {
    const radius = random.chance(0.22) ? random.between(36, 50) : random.between(15, 33);
    const star = {
      x: random.between(20, SCENE_WIDTH - 20),
      y: random.between(20, around.horizon - 50),
      radius,
    };
    const clear = (other: Light, gap: number) =>
      Math.hypot(other.x - star.x, other.y - star.y) > other.radius * gap + radius;
    if (stars.every((other) => clear(other, 1.15)) && blockers.every((other) => clear(other, 0.95)))
      stars.push(star);
  }
  return stars;
}

function placeRibbons(family: Family, horizon: number, random: Random): Ribbon[] {
  const low = {
    y: horizon - random.between(20, 55),
    slope: random.between(-0.16, 0.16),
    amplitude: random.between(8, 26),
    wavelength: random.between(280, 520),
    phase: random.between(0, 6.28),
    width: random.between(18, 34),
  };
  if (family === "quiet-hills" || random.chance(0.25)) return [low];
  const high = {
    ...low,
    y: random.between(110, horizon - 130),
    amplitude: random.between(18, 44),
    phase: random.between(0, 6.28),
    width: random.between(14, 26),
  };
  return [low, high];
}

function placeFlames(family: Family, random: Random): Flame[] {
  if (family !== "cypress" && random.chance(0.5)) return [];
  const trunk = random.pick([random.between(90, 220), random.between(500, 640)]);
  const tall = family === "cypress" ? random.between(420, 540) : random.between(250, 400);
  const count = random.whole(3, 6);
  return Array.from({ length: count }, (_, index) => ({
    x: trunk + (index === 0 ? 0 : random.normal() * 46),
    base: SCENE_HEIGHT + 12,
    height: index === 0 ? tall : tall * random.between(0.25, 0.6),
    width: index === 0 ? random.between(52, 76) : random.between(34, 64),
    sway: random.between(5, 16),
    phase: random.between(0, 6.28),
  }));
}

function placeHouses(horizon: number, random: Random): House[] {
  const top = Math.max(horizon + 75, 470);
  return Array.from({ length: random.whole(7, 18) }, () => ({
    x: random.between(10, SCENE_WIDTH - 40),
    y: random.between(top, SCENE_HEIGHT - 14),
    width: random.between(20, 52),
    height: random.between(9, 20),
    roof: random.between(8, 19),
    lit: random.chance(0.45),
  })).sort((a, b) => a.y - b.y);
}
