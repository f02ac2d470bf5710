import type { RecipeName } from "../protocol/run-spec";

/**
 * One setting of a recipe as a form shows it. The schema (`lib/protocol/run-spec.ts`) decides what is
 * valid; this says how to ask. Names and help are worded in the `runs` messages under `fields.<name>`.
 */
export type RecipeField = { name: string; isAdvanced?: boolean } & (
  | { kind: "integer"; min: number; max: number }
  | { kind: "number"; min: number; max: number; isOptional?: boolean }
  | { kind: "switch" }
  | { kind: "choice"; options: readonly string[] }
  | { kind: "text"; maxLength: number }
);

const WEIGHTS: RecipeField = {
  name: "weights",
  kind: "choice",
  options: ["default", "package", "hub", "folder", "none"],
  isAdvanced: true,
};

const SHARED_ADVANCED: readonly RecipeField[] = [
  { name: "weightDecay", kind: "number", min: 0, max: 1, isAdvanced: true },
  { name: "emaDecay", kind: "number", min: 0, max: 1, isOptional: true, isAdvanced: true },
  { name: "valFraction", kind: "number", min: 0.01, max: 0.9, isAdvanced: true },
  { name: "flip", kind: "switch", isAdvanced: true },
  { name: "exportHalfWeights", kind: "switch", isAdvanced: true },
];

const EPOCHS: RecipeField = { name: "epochs", kind: "integer", min: 1, max: 1000 };
const BATCH_SIZE: RecipeField = { name: "batchSize", kind: "integer", min: 1, max: 256 };
const LEARNING_RATE: RecipeField = { name: "learningRate", kind: "number", min: 0, max: 1 };

/** The settings of each recipe in the order a form asks for them. */
export const RECIPE_FIELDS: Record<RecipeName, readonly RecipeField[]> = {
  detect: [
    { name: "backbone", kind: "choice", options: ["efficientnet_lite0", "mobilenet_v3_320", "resnet50_fpn"] },
    EPOCHS,
    BATCH_SIZE,
    LEARNING_RATE,
    WEIGHTS,
    { name: "shortestSide", kind: "integer", min: 64, max: 1600, isAdvanced: true },
    { name: "longestSide", kind: "integer", min: 64, max: 2400, isAdvanced: true },
    { name: "backboneLearningRate", kind: "number", min: 0, max: 1, isAdvanced: true },
    { name: "maxDetections", kind: "integer", min: 1, max: 1000, isAdvanced: true },
    ...SHARED_ADVANCED,
  ],
  authenticity: [
    { name: "architecture", kind: "choice", options: ["four_conv", "efficientnet_lite0"] },
    { name: "realLabel", kind: "text", maxLength: 200 },
    EPOCHS,
    BATCH_SIZE,
    LEARNING_RATE,
    WEIGHTS,
    { name: "jpegProbability", kind: "number", min: 0, max: 1, isAdvanced: true },
    { name: "blurProbability", kind: "number", min: 0, max: 1, isAdvanced: true },
    { name: "minCrop", kind: "number", min: 0.1, max: 1, isAdvanced: true },
    { name: "balance", kind: "choice", options: ["loss", "sampler", "none"], isAdvanced: true },
    ...SHARED_ADVANCED,
  ],
};
