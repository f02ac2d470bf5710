import type { FrozenAnnotation } from "../protocol/frozen-dataset";
import type { BenchmarkMetric } from "../protocol/score";
import type { Predictions } from "../protocol/score-report";
import { type FoundBox, MatchTable, type TrueBox } from "./average-precision";
import {
  accuracyOf,
  aurocOf,
  type BinaryAnswer,
  type ReliabilityBin,
  reliabilityBins,
} from "./binary-answers";
import type { ImageCounts } from "./resample";

/** One picture of the split, with its truth. */
export type SplitItem = {
  imageId: string;
  widthPx: number;
  heightPx: number;
  groupKey: string | null;
  annotations: readonly FrozenAnnotation[];
};

/** A model's answers against the truth, ready to be scored on any draw of the pictures. */
export type Judged = {
  /** Groups of the pictures that count, in the split's order. */
  groups: (string | null)[];
  scoreOf: (counts: ImageCounts) => number;
  /** Steps of one draw, to keep resampling within a budget. */
  weight: number;
  reliability: ReliabilityBin[];
};

/** Why predictions cannot be judged. */
export type JudgeProblem =
  | { problem: "images"; expected: number; answered: number }
  | { problem: "duplicate"; imageId: string }
  | { problem: "kind" };

type JudgeInput = {
  items: readonly SplitItem[];
  labels: readonly { id: string; name: string }[];
  metric: BenchmarkMetric;
  predictions: Predictions;
  /** Name of the label that means real, and the P(real) from which the answer is real; for authenticity. */
  binary: { realLabel: string; threshold: number } | null;
};

/**
 * Judges a score run's predictions against the frozen truth, as the trainer does: every picture of the split
 * exactly once (authenticity: every tagged picture), true boxes clipped to their picture.
 */
export function judgePredictions(input: JudgeInput): Judged | JudgeProblem {
  const answers = new Map(input.predictions.images.map((image) => [image.imageId, image]));
  if (answers.size < input.predictions.images.length)
    return { problem: "duplicate", imageId: duplicateOf(input.predictions) };
  const items = input.binary ? input.items.filter(isTagged) : input.items;
  const isComplete = items.length === answers.size && items.every((item) => answers.has(item.imageId));
  if (!isComplete) return { problem: "images", expected: items.length, answered: answers.size };
  return input.binary ? judgeBinary(input, items, input.binary) : judgeDetections(input, items);
}

function judgeDetections(input: JudgeInput, items: readonly SplitItem[]): Judged | JudgeProblem {
  const found = new Map<string, FoundBox[]>();
  for (const image of input.predictions.images) {
    if (image.kind !== "detections" || input.metric !== "map") return { problem: "kind" };
    found.set(image.imageId, image.boxes);
  }
  const table = new MatchTable(
    items.map((item) => ({ truth: trueBoxes(item), found: found.get(item.imageId) ?? [] })),
    input.labels.map((label) => label.id),
  );
  return {
    groups: items.map((item) => item.groupKey),
    scoreOf: (counts) => table.averagePrecision(counts),
    weight: table.weight,
    reliability: [],
  };
}

function judgeBinary(
  input: JudgeInput,
  items: readonly SplitItem[],
  binary: { realLabel: string; threshold: number },
): Judged | JudgeProblem {
  const real = input.labels.find((label) => label.name.toLowerCase() === binary.realLabel.toLowerCase());
  const answered = new Map(input.predictions.images.map((image) => [image.imageId, image]));
  const answers: BinaryAnswer[] = [];
  for (const item of items) {
    const answer = answered.get(item.imageId);
    if (answer?.kind !== "authenticity" || !real || input.metric === "map") return { problem: "kind" };
    const isReal = item.annotations.some((tag) => tag.kind === "tag" && tag.labelId === real.id);
    answers.push({ logit: answer.logit, probability: answer.probability, real: isReal });
  }
  return {
    groups: items.map((item) => item.groupKey),
    scoreOf:
      input.metric === "auroc" ? aurocOf(answers) : (counts) => accuracyOf(answers, binary.threshold, counts),
    weight: answers.length,
    reliability: reliabilityBins(answers),
  };
}

function trueBoxes(item: SplitItem): TrueBox[] {
  return item.annotations.flatMap((box) => {
    if (box.kind !== "box") return [];
    const x = Math.max(0, box.x);
    const y = Math.max(0, box.y);
    const width = Math.min(item.widthPx, box.x + box.width) - x;
    const height = Math.min(item.heightPx, box.y + box.height) - y;
    return width > 0 && height > 0 ? [{ labelId: box.labelId, x, y, width, height }] : [];
  });
}

function isTagged(item: SplitItem): boolean {
  return item.annotations.some((annotation) => annotation.kind === "tag");
}

function duplicateOf(predictions: Predictions): string {
  const seen = new Set<string>();
  for (const { imageId } of predictions.images) {
    if (seen.has(imageId)) return imageId;
    seen.add(imageId);
  }
  return "";
}
