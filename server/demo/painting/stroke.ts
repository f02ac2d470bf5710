import type { Canvas, Rgb } from "./canvas";
import { clamp } from "./noise";
import type { Random } from "./random";

/** Direction of the brush at a point of the scene, in radians. */
export type Direction = (x: number, y: number) => number;

export type Stroke = {
  x: number;
  y: number;
  /** Scene units. */
  length: number;
  width: number;
  colour: Rgb;
  direction: Direction;
  /** 0 dry and broken, 1 full. */
  load?: number;
  opacity?: number;
};

const BRISTLES = 9;

/** Drags a loaded brush through (x, y), half of its length before that point and half after. */
export function paintStroke(canvas: Canvas, stroke: Stroke, random: Random) {
  const id = ++canvas.strokes;
  const brush = loadBrush(stroke, random);
  const step = 0.62 / canvas.scale;
  const start = backtrack(stroke, step * 4);
  const steps = Math.max(2, Math.round(stroke.length / step));
  const region = canvas.regions?.[pixelAt(canvas, stroke.x, stroke.y)] ?? 0;
  let { x, y } = start;
  for (let index = 0; index <= steps; index++) {
    const angle = stroke.direction(x, y);
    const dx = Math.cos(angle);
    const dy = Math.sin(angle);
    smear(canvas, { brush, id, region, x, y, dx, dy, along: index / steps });
    x += dx * step;
    y += dy * step;
  }
}

type Brush = {
  halfWidth: number;
  colour: Rgb;
  load: number;
  opacity: number;
  lift: Float32Array;
  tint: Float32Array;
  fade: Float32Array;
};

function loadBrush(stroke: Stroke, random: Random): Brush {
  const lift = new Float32Array(BRISTLES);
  const tint = new Float32Array(BRISTLES);
  const fade = new Float32Array(BRISTLES);
  for (let bristle = 0; bristle < BRISTLES; bristle++) {
    lift[bristle] = random.next();
    tint[bristle] = random.normal() * 8;
    fade[bristle] = random.between(0.72, 1.25);
  }
  return {
    halfWidth: stroke.width / 2,
    colour: stroke.colour,
    load: stroke.load ?? 0.8,
    opacity: stroke.opacity ?? 0.96,
    lift,
    tint,
    fade,
  };
}

function backtrack(stroke: Stroke, step: number) {
  let { x, y } = stroke;
  const steps = Math.round(stroke.length / 2 / step);
  for (let index = 0; index < steps; index++) {
    const angle = stroke.direction(x, y);
    x -= Math.cos(angle) * step;
    y -= Math.sin(angle) * step;
  }
  return { x, y };
}

type Touch = {
  brush: Brush;
  id: number;
  region: number;
  x: number;
  y: number;
  dx: number;
  dy: number;
  along: number;
};

function smear(canvas: Canvas, touch: Touch) {
  const { brush } = touch;
  const reach = brush.halfWidth * taper(touch.along);
  const step = 0.62 / canvas.scale;
  for (let across = -reach; across <= reach; across += step) {
    const pixel = pixelAt(canvas, touch.x - touch.dy * across, touch.y + touch.dx * across);
    if (pixel < 0 || canvas.lastStroke[pixel] === touch.id) continue;
    if (canvas.regions !== null && canvas.regions[pixel] !== touch.region) continue;
    canvas.lastStroke[pixel] = touch.id;
    deposit(canvas, pixel, touch, across / brush.halfWidth);
  }
}

/** Round at the start, thinning at the end. */
function taper(along: number): number {
  if (along < 0.12) return Math.sqrt(along / 0.12) * 0.35 + 0.65;
  return along > 0.7 ? Math.max(0.25, 1 - ((along - 0.7) / 0.3) ** 2 * 0.75) : 1;
}

function deposit(canvas: Canvas, pixel: number, touch: Touch, across: number) {
  const { brush } = touch;
  const position = clamp((across + 1) / 2) * (BRISTLES - 1);
  const bristle = Math.floor(position);
  const blend = position - bristle;
  const lift = mix(brush.lift, bristle, blend);
  const lasts = mix(brush.fade, bristle, blend) * (0.35 + 0.75 * brush.load);
  const covered = touch.along > lasts ? 0.25 : brush.opacity;
  const tint = mix(brush.tint, bristle, blend);
  const at = pixel * 3;
  for (let channel = 0; channel < 3; channel++) {
    const under = canvas.colour[at + channel] ?? 0;
    canvas.colour[at + channel] = under + ((brush.colour[channel] ?? 0) + tint - under) * covered;
  }
  const ridge = Math.abs(across) > 0.72 ? 0.35 : 0;
  const paint = (0.35 + 0.5 * lift + ridge) * brush.load * (1 - 0.5 * touch.along);
  canvas.thickness[pixel] = (canvas.thickness[pixel] ?? 0) * (1 - covered * 0.75) + paint * covered;
}

function mix(values: Float32Array, index: number, blend: number): number {
  const first = values[index] ?? 0;
  return first + ((values[index + 1] ?? first) - first) * blend;
}

function pixelAt(canvas: Canvas, x: number, y: number): number {
  const column = Math.floor(x * canvas.scale);
  const row = Math.floor(y * canvas.scale);
  if (column < 0 || row < 0 || column >= canvas.widthPx || row >= canvas.heightPx) return -1;
  return row * canvas.widthPx + column;
}
