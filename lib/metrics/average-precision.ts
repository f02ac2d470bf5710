import type { ImageCounts } from "./resample";

/** A box in pixels. */
export type PixelBox = { x: number; y: number; width: number; height: number };
export type TrueBox = PixelBox & { labelId: string };
export type FoundBox = TrueBox & { score: number };
/** One image's true and found boxes. */
export type JudgedImage = { truth: readonly TrueBox[]; found: readonly FoundBox[] };

/** COCO's ten thresholds, .5 to .95, with the rounding of numpy's linspace. */
export const IOU_THRESHOLDS: readonly number[] = Array.from({ length: 10 }, (_, i) => 0.5 + i * (0.45 / 9));
const RECALL_POINTS = 101;
const MAX_DETECTIONS = 100;

type ClassMatches = {
  /** Detections in order of falling score, ties in image order. */
  image: Int32Array;
  /** Bit t is set when the detection hits a true box at threshold t. */
  hits: Uint16Array;
  truthsPerImage: Int32Array;
};

/**
 * COCO average precision that can be drawn again cheaply: which box hits which does not depend on the
 * images drawn, so boxes are matched once (pycocotools' `evaluateImg`: best score first, 100 per image and
 * class) and each draw only accumulates (`accumulate`: 101 recall points, precision made monotone).
 */
export class MatchTable {
  readonly #classes: ClassMatches[];
  readonly imageCount: number;

  constructor(images: readonly JudgedImage[], labelIds: readonly string[]) {
    this.imageCount = images.length;
    this.#classes = labelIds.map((labelId) => matchClass(images, labelId));
  }

  /** How much work one draw is: detections times thresholds. */
  get weight(): number {
    return this.#classes.reduce((sum, matches) => sum + matches.image.length, 0) * IOU_THRESHOLDS.length;
  }

  /**
   * AP over the IoU thresholds, each image counted `counts[i]` times; NaN when no true box was drawn.
   * A class without true boxes counts nowhere.
   */
  averagePrecision(counts: ImageCounts): number {
    const known = this.#classes
      .map((matches) => accumulate(matches, counts))
      .filter((ap) => !Number.isNaN(ap));
    return known.length === 0 ? Number.NaN : known.reduce((sum, ap) => sum + ap, 0) / known.length;
  }
}

function accumulate(matches: ClassMatches, counts: ImageCounts): number {
  let positives = 0;
  for (let i = 0; i < counts.length; i += 1) positives += (matches.truthsPerImage[i] ?? 0) * (counts[i] ?? 0);
  if (positives === 0) return Number.NaN;
  const length = matches.image.length;
  const recall = new Float64Array(length);
  const precision = new Float64Array(length);
  let total = 0;
  for (let threshold = 0; threshold < IOU_THRESHOLDS.length; threshold += 1) {
    let right = 0;
    let wrong = 0;
    let drawn = 0;
    for (let i = 0; i < length; i += 1) {
      const weight = counts[matches.image[i] ?? 0] ?? 0;
      if (weight === 0) continue;
      if (((matches.hits[i] ?? 0) >> threshold) & 1) right += weight;
      else wrong += weight;
      recall[drawn] = right / positives;
      precision[drawn] = right / (right + wrong + Number.EPSILON);
      drawn += 1;
    }
    total += interpolatedPrecision(recall, precision, drawn);
  }
  return total / (IOU_THRESHOLDS.length * RECALL_POINTS);
}

/** Sum over the 101 recall points of the best precision at that recall or a higher one. */
function interpolatedPrecision(recall: Float64Array, precision: Float64Array, length: number): number {
  for (let i = length - 2; i >= 0; i -= 1) {
    precision[i] = Math.max(precision[i] ?? 0, precision[i + 1] ?? 0);
  }
  let sum = 0;
  let at = 0;
  for (let point = 0; point < RECALL_POINTS; point += 1) {
    const wanted = point === RECALL_POINTS - 1 ? 1 : point * 0.01;
    while (at < length && (recall[at] ?? 0) < wanted) at += 1;
    if (at === length) break;
    sum += precision[at] ?? 0;
  }
  return sum;
}

function matchClass(images: readonly JudgedImage[], labelId: string): ClassMatches {
  const rows: { image: number; score: number; hits: number }[] = [];
  const truthsPerImage = new Int32Array(images.length);
  for (const [index, { truth, found }] of images.entries()) {
    const boxes = truth.filter((box) => box.labelId === labelId);
    truthsPerImage[index] = boxes.length;
    const ranked = found
      .filter((box) => box.labelId === labelId)
      .toSorted((a, b) => b.score - a.score)
      .slice(0, MAX_DETECTIONS);
    const hits = matchImage(boxes, ranked);
    for (const [i, box] of ranked.entries())
      rows.push({ image: index, score: box.score, hits: hits[i] ?? 0 });
  }
  rows.sort((a, b) => b.score - a.score);
  return {
    image: Int32Array.from(rows, (row) => row.image),
    hits: Uint16Array.from(rows, (row) => row.hits),
    truthsPerImage,
  };
}

/** For each found box, best score first, the thresholds (as bits) at which it hits a box that is still free. */
function matchImage(truth: readonly PixelBox[], found: readonly PixelBox[]): Uint16Array {
  const hits = new Uint16Array(found.length);
  if (truth.length === 0) return hits;
  const overlaps = found.map((box) => truth.map((other) => boxIou(box, other)));
  for (const [bit, threshold] of IOU_THRESHOLDS.entries()) {
    const taken = new Uint8Array(truth.length);
    for (const [row, overlap] of overlaps.entries()) {
      const chosen = bestFree(overlap, taken, Math.min(threshold, 1 - 1e-10));
      if (chosen < 0) continue;
      taken[chosen] = 1;
      hits[row] = (hits[row] ?? 0) | (1 << bit);
    }
  }
  return hits;
}

/** The last of the best candidates, as pycocotools chooses. */
function bestFree(overlap: readonly number[], taken: Uint8Array, threshold: number): number {
  let best = threshold;
  let chosen = -1;
  for (const [candidate, iou] of overlap.entries()) {
    if (taken[candidate] === 1 || iou < best) continue;
    best = iou;
    chosen = candidate;
  }
  return chosen;
}

/** Intersection over union of two boxes. */
export function boxIou(a: PixelBox, b: PixelBox): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const shared = Math.max(0, width) * Math.max(0, height);
  const union = a.width * a.height + b.width * b.height - shared;
  return union > 0 ? shared / union : 0;
}
