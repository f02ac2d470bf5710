import type { ModelManifest } from "../protocol/model-manifest";
import type { CropBox } from "./pixels";

/** A graph's outputs, row-major, whole numbers as numbers. */
export type GraphOutputs = Record<string, { shape: readonly number[]; data: ArrayLike<number> }>;

/** One found thing, in pixels of the picture as given. */
export type Detection = {
  labelIndex: number;
  labelId: string | null;
  name: string;
  x: number;
  y: number;
  width: number;
  height: number;
  score: number;
};

export type Answer =
  | {
      kind: "detections";
      /** Best first, those below `scoreThreshold` included. */
      detections: Detection[];
      scoreThreshold: number;
    }
  | {
      kind: "authenticity";
      logit: number;
      /** P(real), temperature applied. */
      probability: number;
      /** Which side the model takes at its threshold, and how sure it is of that side: max(p, 1 − p). */
      side: "real" | "generated";
      confidence: number;
      sideName: string;
    };

export type InputPlace = { width: number; height: number; crop: CropBox };

/** What a model says, from its raw outputs; throws when they are not what the manifest promises. */
export function readAnswer(manifest: ModelManifest, outputs: GraphOutputs, input: InputPlace): Answer {
  const { postprocess } = manifest;
  if (postprocess.kind === "detections") {
    const detections = readDetections(manifest, outputs, input);
    return { kind: "detections", detections, scoreThreshold: postprocess.scoreThreshold };
  }
  const logit = outputOf(outputs, "logits").data[0] ?? Number.NaN;
  const probability = sigmoid(logit / postprocess.temperature);
  const side = probability >= postprocess.threshold ? "real" : "generated";
  return {
    kind: "authenticity",
    logit,
    probability,
    side,
    confidence: side === "real" ? probability : 1 - probability,
    sideName: manifest.labels.find(({ index }) => index === (side === "real" ? 1 : 0))?.name ?? side,
  };
}

function readDetections(manifest: ModelManifest, outputs: GraphOutputs, input: InputPlace): Detection[] {
  const boxes = outputOf(outputs, "boxes").data;
  const labels = outputOf(outputs, "labels").data;
  const scores = outputOf(outputs, "scores").data;
  const scaleX = input.crop.width / input.width;
  const scaleY = input.crop.height / input.height;
  const names = new Map(manifest.labels.map((label) => [label.index, label]));
  return Array.from({ length: scores.length }, (_, row) => {
    const corner = (index: number) => boxes[row * 4 + index] ?? 0;
    const labelIndex = labels[row] ?? 0;
    const label = names.get(labelIndex);
    return {
      labelIndex,
      labelId: label?.id ?? null,
      name: label?.name ?? `${labelIndex}`,
      x: input.crop.left + corner(0) * scaleX,
      y: input.crop.top + corner(1) * scaleY,
      width: (corner(2) - corner(0)) * scaleX,
      height: (corner(3) - corner(1)) * scaleY,
      score: scores[row] ?? 0,
    };
  });
}

function outputOf(outputs: GraphOutputs, name: string) {
  const output = outputs[name];
  if (!output) throw new Error(`the model has no output "${name}"`);
  return output;
}

/** Logistic function, without overflow. */
export function sigmoid(logit: number): number {
  const small = 1 / (1 + Math.exp(-Math.abs(logit)));
  return logit >= 0 ? small : 1 - small;
}
