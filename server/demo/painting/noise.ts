export type Noise = (x: number, y: number) => number;

/** Smooth value noise in [0, 1] on the integer lattice, hashed with `seed`. */
export function valueNoise(seed: number): Noise {
  return (x, y) => {
    const column = Math.floor(x);
    const row = Math.floor(y);
    const u = ease(x - column);
    const v = ease(y - row);
    const top = lerp(lattice(column, row, seed), lattice(column + 1, row, seed), u);
    const bottom = lerp(lattice(column, row + 1, seed), lattice(column + 1, row + 1, seed), u);
    return lerp(top, bottom, v);
  };
}

function lattice(x: number, y: number, seed: number): number {
  let hash = Math.imul(x, 374761393) ^ Math.imul(y, 668265263) ^ Math.imul(seed, 1274126177);
  hash = Math.imul(hash ^ (hash >>> 13), 1274126177);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4294967296;
}

function ease(t: number): number {
  return t * t * (3 - 2 * t);
}

export function lerp(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}

export function clamp(value: number, low = 0, high = 1): number {
  return value < low ? low : value > high ? high : value;
}

/** 0 below `low`, 1 above `high`, smooth between; also falls when `high < low`. */
export function smoothstep(low: number, high: number, value: number): number {
  return ease(clamp((value - low) / (high - low)));
}
