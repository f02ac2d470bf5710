import type { Golden, ModelManifest } from "../protocol/model-manifest";
import type { GraphOutputs } from "./read-answer";

/** How the golden sample went here. */
export type GoldenResult = {
  /** The input tensor has the recorded SHA-256: preprocessing is the trainer's, to the byte. */
  isTensorIdentical: boolean;
  /** Largest absolute difference per output; infinite where the outputs cannot be matched. */
  maxAbsError: Record<string, number>;
  isWithinTolerance: boolean;
};

/** A box nearer to the graph's own score floor than this may appear on one side only. */
const SCORE_FLOOR = 0.05;
/** Boxes further apart than this (in input pixels, a score of 0.001 counting as one) are different boxes. */
const SAME_BOX = 5;

/** Holds a model's outputs for the golden picture against the recorded ones. */
export function compareGolden(params: {
  manifest: ModelManifest;
  golden: Golden;
  outputs: GraphOutputs;
  tensorSha256: string;
}): GoldenResult {
  const { manifest, golden, outputs, tensorSha256 } = params;
  const { tolerance } = manifest;
  const maxAbsError =
    manifest.postprocess.kind === "detections"
      ? compareDetections(golden.outputs, outputs, tolerance.scores ?? 0)
      : compareNumbers(golden.outputs, outputs);
  return {
    isTensorIdentical: tensorSha256 === golden.tensorSha256,
    maxAbsError,
    isWithinTolerance: Object.entries(maxAbsError).every(([name, error]) => error <= (tolerance[name] ?? 0)),
  };
}

function compareNumbers(expected: GraphOutputs, found: GraphOutputs): Record<string, number> {
  return Object.fromEntries(
    Object.entries(expected).map(([name, { data }]) => {
      const other = found[name]?.data;
      if (other?.length !== data.length) return [name, Number.POSITIVE_INFINITY];
      let worst = 0;
      for (let i = 0; i < data.length; i += 1) {
        const difference = Math.abs((data[i] ?? 0) - (other[i] ?? 0));
        worst = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(worst, difference);
      }
      return [name, worst];
    }),
  );
}

type Box = { corners: number[]; label: number; score: number };

/**
 * Pairs each box with the nearest of the same label, as the trainer does for its parity: equal scores may swap
 * places, and a score at the graph's floor may fall on either side of it.
 */
function compareDetections(expected: GraphOutputs, found: GraphOutputs, scoreTolerance: number) {
  const worst = { boxes: 0, labels: 0, scores: 0 };
  const sides = [boxesOf(expected), boxesOf(found)] as const;
  for (const [mine, theirs] of [sides, [sides[1], sides[0]] as const]) {
    for (const box of mine) {
      const [nearest, distance] = nearestTo(box, theirs);
      if (!nearest || distance > SAME_BOX) {
        if (box.score > SCORE_FLOOR + scoreTolerance) worst.labels = 1;
        continue;
      }
      worst.boxes = Math.max(worst.boxes, cornerDistance(box, nearest));
      worst.scores = Math.max(worst.scores, Math.abs(box.score - nearest.score));
    }
  }
  return worst;
}

function nearestTo(box: Box, others: readonly Box[]): [Box | undefined, number] {
  let nearest: Box | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const other of others) {
    if (other.label !== box.label) continue;
    const distance = cornerDistance(box, other) + 1000 * Math.abs(box.score - other.score);
    if (distance < least) [nearest, least] = [other, distance];
  }
  return [nearest, least];
}

function cornerDistance(a: Box, b: Box): number {
  return Math.max(...a.corners.map((value, index) => Math.abs(value - (b.corners[index] ?? 0))));
}

function boxesOf(outputs: GraphOutputs): Box[] {
  const scores = outputs.scores?.data ?? [];
  return Array.from({ length: scores.length }, (_, row) => ({
    corners: [0, 1, 2, 3].map((index) => outputs.boxes?.data[row * 4 + index] ?? 0),
    label: outputs.labels?.data[row] ?? 0,
    score: scores[row] ?? 0,
  }));
}
