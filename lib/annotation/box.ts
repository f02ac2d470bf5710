import { type ImageBox, type ImagePoint, type ImageSize, imageBox, imagePoint } from "./coordinates";

/** A box narrower or lower than this, in image pixels, is refused: nothing can be seen or trained on it. */
export const MIN_SIDE_PX = 0.1;
/** From this zoom on a picture's pixel is something to aim at. */
const WHOLE_PIXELS_FROM = 4;
/** An edge that moved less than this is one that was not dragged; arithmetic alone moves it a little. */
const UNTOUCHED_PX = 1e-6;

/** The eight handles of a box, by compass point. */
export const HANDLES = ["nw", "n", "ne", "e", "se", "s", "sw", "w"] as const;
export type Handle = (typeof HANDLES)[number];

/** The box between two opposite corners, in any order. */
export function boxBetween(a: ImagePoint, b: ImagePoint): ImageBox {
  return imageBox(Math.min(a.x, b.x), Math.min(a.y, b.y), Math.abs(a.x - b.x), Math.abs(a.y - b.y));
}

/**
 * The part of a box that lies inside the picture, or null when less than `MIN_SIDE_PX` of it does. This is the
 * rule for every box that is stored, drawn or imported: what hangs over the edge is cut off, what lies outside is refused.
 */
export function clipBox(box: ImageBox, image: ImageSize): ImageBox | null {
  const left = Math.max(0, box.x);
  const top = Math.max(0, box.y);
  const width =
    box.x >= 0 && box.x + box.width <= image.width
      ? box.width
      : Math.min(image.width, box.x + box.width) - left;
  const height =
    box.y >= 0 && box.y + box.height <= image.height
      ? box.height
      : Math.min(image.height, box.y + box.height) - top;
  // A box that is inside already passes through to the last bit: x + width - x is not always width.
  return width >= MIN_SIDE_PX && height >= MIN_SIDE_PX ? imageBox(left, top, width, height) : null;
}

/** The box moved by a vector, stopped at the picture's edges with its size kept. */
export function moveBox(box: ImageBox, by: ImagePoint, image: ImageSize): ImageBox {
  return imageBox(
    clamp(box.x + by.x, 0, Math.max(0, image.width - box.width)),
    clamp(box.y + by.y, 0, Math.max(0, image.height - box.height)),
    box.width,
    box.height,
  );
}

/** The box with one handle dragged to a point; dragging past the opposite side turns the box over. */
export function resizeBox(box: ImageBox, handle: Handle, to: ImagePoint): ImageBox {
  const right = box.x + box.width;
  const bottom = box.y + box.height;
  const [left, newRight] = handle.includes("w")
    ? [to.x, right]
    : [box.x, handle.includes("e") ? to.x : right];
  const [top, newBottom] = handle.startsWith("n")
    ? [to.y, bottom]
    : [box.y, handle.startsWith("s") ? to.y : bottom];
  return imageBox(
    Math.min(left, newRight),
    Math.min(top, newBottom),
    Math.abs(newRight - left),
    Math.abs(newBottom - top),
  );
}

/** Where a handle sits on a box. */
export function handlePoint(box: ImageBox, handle: Handle): ImagePoint {
  const fx = handle.includes("w") ? 0 : handle.includes("e") ? 1 : 0.5;
  const fy = handle.startsWith("n") ? 0 : handle.startsWith("s") ? 1 : 0.5;
  return imageBox(box.x + box.width * fx, box.y + box.height * fy, 0, 0);
}

/** Whether a point lies in a box grown by `tolerance` image pixels on every side. */
export function boxContains(box: ImageBox, point: ImagePoint, tolerance = 0): boolean {
  return (
    point.x >= box.x - tolerance &&
    point.x <= box.x + box.width + tolerance &&
    point.y >= box.y - tolerance &&
    point.y <= box.y + box.height + tolerance
  );
}

export function boxesOverlap(a: ImageBox, b: ImageBox): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

export function boxArea(box: ImageBox): number {
  return box.width * box.height;
}

/** Intersection over union, 0 to 1 (Everingham et al., "The PASCAL VOC Challenge", 2010, §4.2). */
export function intersectionOverUnion(a: ImageBox, b: ImageBox): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (boxArea(a) + boxArea(b) - shared);
}

/** The smallest box around all of them; null for none. */
export function boundingBox(boxes: readonly ImageBox[]): ImageBox | null {
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map((box) => box.x));
  const top = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return imageBox(left, top, right - left, bottom - top);
}

/**
 * How fine a hand places edges, in image pixels: whole pixels once they can be seen apart, else hundredths,
 * since more digits say nothing.
 */
export function placingStep(scale: number): number {
  return scale >= WHOLE_PIXELS_FROM ? 1 : 0.01;
}

/** The box with its edges on multiples of `step`, at least one step wide and high. */
export function roundBox(box: ImageBox, step = 0.01): ImageBox {
  const left = roundTo(box.x, step);
  const top = roundTo(box.y, step);
  const right = Math.max(left + step, roundTo(box.x + box.width, step));
  const bottom = Math.max(top + step, roundTo(box.y + box.height, step));
  return imageBox(left, top, roundTo(right - left, step), roundTo(bottom - top, step));
}

/** A dragged box as it may be let go: moved by whole steps, its size untouched, stopped at the picture's edges. */
export function placeMoved(
  from: ImageBox,
  to: ImageBox,
  place: { image: ImageSize; step: number },
): ImageBox {
  const by = imagePoint(roundTo(to.x - from.x, place.step), roundTo(to.y - from.y, place.step));
  return moveBox(from, by, place.image);
}

/** A resized box as it may be let go: the edges that were dragged lie on steps, inside the picture, and apart. */
export function placeResized(
  from: ImageBox,
  to: ImageBox,
  place: { image: ImageSize; step: number },
): ImageBox {
  const { image, step } = place;
  const [left, right] = placeEdges([from.x, from.x + from.width], [to.x, to.x + to.width], {
    limit: image.width,
    step,
  });
  const [top, bottom] = placeEdges([from.y, from.y + from.height], [to.y, to.y + to.height], {
    limit: image.height,
    step,
  });
  return imageBox(left, top, right - left, bottom - top);
}

type Edges = readonly [number, number];

function placeEdges(from: Edges, to: Edges, { limit, step }: { limit: number; step: number }): Edges {
  const isDragged = (at: 0 | 1) => Math.abs(to[at] - from[at]) > UNTOUCHED_PX;
  const place = (at: 0 | 1) => (isDragged(at) ? clamp(roundTo(to[at], step), 0, limit) : from[at]);
  const [low, high] = [place(0), place(1)];
  const least = Math.min(Math.max(step, MIN_SIDE_PX), from[1] - from[0], limit);
  if (high - low >= least) return [low, high];
  return isDragged(0) && !isDragged(1)
    ? [high - least, high]
    : edgesFrom(Math.min(low, limit - least), least);
}

function edgesFrom(low: number, side: number): Edges {
  return [low, low + side];
}

function roundTo(value: number, step: number): number {
  // Hundredths by division: 1.1 × 100 × 0.01 is not 1.1.
  return step < 1 ? Math.round(value / step) / Math.round(1 / step) : Math.round(value / step) * step;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
