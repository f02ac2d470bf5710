import { clamp, lerp, smoothstep, valueNoise } from "./noise";
import { hashName } from "./random";
import type { Light, Ribbon, Scene, Vortex } from "./scene";
import type { Direction } from "./stroke";

/** The wind in the painted sky: where strokes go and how light they are. */
export type Sky = { direction: Direction; lightness: Direction; glow: Direction };

export function skyOf(scene: Scene): Sky {
  const noise = valueNoise(hashName(scene.name));
  const fine = valueNoise(hashName(`${scene.name}/fine`));
  const lights = [...scene.stars, ...(scene.moon === null ? [] : [scene.moon])];

  function direction(x: number, y: number) {
    const drift = scene.tilt + (noise(x / 170, y / 120) - 0.5) * 2 * scene.waviness;
    let dx = Math.cos(drift);
    let dy = Math.sin(drift);
    for (const ribbon of scene.ribbons) {
      const pull = ribbonNearness(ribbon, x, y, 2);
      dx = lerp(dx, 1, pull);
      dy = lerp(dy, ribbonSlope(ribbon, x), pull);
    }
    for (const vortex of scene.vortices) [dx, dy] = whirl(vortex, { x, y, dx, dy });
    for (const light of lights) [dx, dy] = circle(light, { x, y, dx, dy });
    return Math.atan2(dy, dx);
  }

  function lightness(x: number, y: number) {
    const bend = (noise(x / 120, y / 90) - 0.5) * 70;
    let value = 0.08 + 0.78 * fine(x / 190, (y + bend) / 24) ** 1.3 + scene.brightness;
    for (const vortex of scene.vortices)
      value = lerp(value, spiralBand(vortex, x, y), vortexNearness(vortex, x, y));
    for (const ribbon of scene.ribbons)
      value += 0.42 * ribbonNearness(ribbon, x, y, 1) * (0.55 + 0.6 * fine(x / 90, (y + bend) / 8));
    return clamp(value);
  }

  function glow(x: number, y: number) {
    let value = 0;
    for (const ribbon of scene.ribbons) value = Math.max(value, ribbonNearness(ribbon, x, y, 1) * 0.62);
    for (const vortex of scene.vortices)
      value = Math.max(value, vortexNearness(vortex, x, y) * (spiralBand(vortex, x, y) - 0.45));
    return clamp(value);
  }

  return { direction, lightness, glow };
}

type Heading = { x: number; y: number; dx: number; dy: number };

function whirl(vortex: Vortex, heading: Heading): [number, number] {
  const ox = heading.x - vortex.x;
  const oy = heading.y - vortex.y;
  const distance = Math.hypot(ox, oy) + 1e-6;
  const pull = Math.min(1, vortexNearness(vortex, heading.x, heading.y) * 1.25);
  const turnX = (-oy / distance) * vortex.spin - (ox / distance) * vortex.pitch;
  const turnY = (ox / distance) * vortex.spin - (oy / distance) * vortex.pitch;
  return [lerp(heading.dx, turnX, pull), lerp(heading.dy, turnY, pull)];
}

function circle(light: Light, heading: Heading): [number, number] {
  const ox = heading.x - light.x;
  const oy = heading.y - light.y;
  const distance = Math.hypot(ox, oy) + 1e-6;
  const pull = smoothstep(light.radius * 1.7, light.radius * 0.85, distance);
  return [lerp(heading.dx, -oy / distance, pull), lerp(heading.dy, ox / distance, pull)];
}

function vortexNearness(vortex: Vortex, x: number, y: number): number {
  const distance = Math.hypot(x - vortex.x, (y - vortex.y) * 1.12) / vortex.radius;
  return Math.exp(-(distance ** 4) * 0.35);
}

function spiralBand(vortex: Vortex, x: number, y: number): number {
  const distance = Math.hypot(x - vortex.x, y - vortex.y) / vortex.radius + 0.04;
  const angle = Math.atan2(y - vortex.y, x - vortex.x) * vortex.spin;
  const wave = Math.cos(angle * vortex.arms + distance * vortex.twist);
  return 0.4 + 0.36 * wave * smoothstep(2, 0.6, distance) + 0.14 * smoothstep(0.4, 0, distance);
}

function ribbonHeight(ribbon: Ribbon, x: number): number {
  return (
    ribbon.y +
    ribbon.slope * (x - 358) +
    ribbon.amplitude * Math.sin((x / ribbon.wavelength) * 6.283 + ribbon.phase)
  );
}

function ribbonSlope(ribbon: Ribbon, x: number): number {
  return (
    ribbon.slope +
    ((ribbon.amplitude * 6.283) / ribbon.wavelength) *
      Math.cos((x / ribbon.wavelength) * 6.283 + ribbon.phase)
  );
}

function ribbonNearness(ribbon: Ribbon, x: number, y: number, spread: number): number {
  return Math.exp(-(((y - ribbonHeight(ribbon, x)) / (ribbon.width * spread)) ** 2));
}
