import { z } from "zod";
import { recipeNameSchema } from "./run-spec";

/**
 * `manifest.json`, written by the trainer beside each ONNX model: all that a browser needs to run it
 * exactly as the trainer did. The input tensor is float32 NCHW in [0, 1], computed in this order:
 *
 * 1. decode to 8-bit sRGB, EXIF orientation applied, alpha composited on white;
 * 2. `crop`: "centre-square" keeps `side = min(w, h)` from `left = floor((w - side) / 2)`,
 *    `top = floor((h - side) / 2)`; "none" keeps all;
 * 3. `resize` with Pillow's fixed-point bilinear filter (antialiased, 8-bit between and after the two
 *    passes) to the size of `size`:
 *    - "fixed": `width` × `height`;
 *    - "fit": `scale = min(shortestSide / min(w, h), longestSide / max(w, h))`, each side
 *      `max(1, floor(side * scale + 0.5))`, in double precision;
 * 4. each byte divided by 255 in float32 (`Math.fround(byte / 255)`), channels first, R G B.
 *
 * Normalisation by mean and standard deviation is INSIDE the graph: never do it outside.
 */
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** A plain file name beside the manifest. */
const fileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);

export const sizeRuleSchema = z.discriminatedUnion("rule", [
  z.strictObject({ rule: z.literal("fixed"), width: z.int().positive(), height: z.int().positive() }),
  z.strictObject({
    rule: z.literal("fit"),
    shortestSide: z.int().positive(),
    longestSide: z.int().positive(),
  }),
]);
export type SizeRule = z.infer<typeof sizeRuleSchema>;

export const preprocessSchema = z.strictObject({
  decode: z.literal("rgb8"),
  exifOrientation: z.literal("apply"),
  colour: z.literal("srgb"),
  crop: z.enum(["none", "centre-square"]),
  resize: z.literal("pillow-bilinear-u8"),
  size: sizeRuleSchema,
  /** What the graph subtracts and divides by, for the record only. */
  normalisation: z.strictObject({
    where: z.literal("graph"),
    mean: z.tuple([z.number(), z.number(), z.number()]),
    std: z.tuple([z.number(), z.number(), z.number()]),
  }),
});
export type Preprocess = z.infer<typeof preprocessSchema>;

/**
 * `detections`: outputs `boxes` float32 [N, 4] (x0, y0, x1, y1 in pixels of the input tensor: multiply
 * by original / input size), `labels` int64 [N] (index into `labels`, 0 is background and never
 * appears), `scores` float32 [N], descending; non-maximum suppression is already in the graph.
 *
 * `binary-logit`: output `logits` float32 [B, 1]; P(labels[1]) = sigmoid(logit / temperature).
 */
export const postprocessSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("detections"),
    /** Show boxes from here on: the best F1 on the validation split. The graph returns lower ones too. */
    scoreThreshold: z.number().min(0).max(1),
    nms: z.literal("graph"),
    nmsIou: z.number(),
    maxDetections: z.int().positive(),
  }),
  z.strictObject({
    kind: z.literal("binary-logit"),
    temperature: z.number().positive(),
    /** P(labels[1]) from which the answer is labels[1]. */
    threshold: z.number().min(0).max(1),
  }),
]);

export const goldenSchema = z.strictObject({
  image: fileName,
  imageSha256: sha256,
  /** SHA-256 of the input tensor's float32 little-endian bytes. */
  tensorSha256: sha256,
  shape: z.array(z.int().positive()),
  /** onnxruntime's outputs; `data` is row-major. */
  outputs: z.record(
    z.string(),
    z.strictObject({
      dtype: z.enum(["float32", "int64"]),
      shape: z.array(z.int().min(0)),
      data: z.array(z.number()),
    }),
  ),
});
export type Golden = z.infer<typeof goldenSchema>;

export const modelManifestSchema = z.strictObject({
  schema: z.literal(1),
  /** The run's id and attempt made it unique. */
  id: z.string().min(1),
  version: z.int().min(1),
  task: recipeNameSchema,
  recipe: recipeNameSchema,
  /** The backbone or architecture, for people to read. */
  architecture: z.string(),
  /**
   * By output index. detect: index 0 is background and not listed, so they start at 1.
   * authenticity: index 0 generated (id null), index 1 real.
   */
  labels: z.array(
    z.strictObject({ index: z.int().min(0), id: z.string().nullable(), name: z.string().min(1) }),
  ),
  files: z
    .array(
      z.strictObject({
        name: fileName,
        bytes: z.int().positive(),
        sha256,
        /** float16-weights: stored halved and cast to float32 in the graph, arithmetic in float32. */
        precision: z.enum(["float32", "float16-weights"]),
      }),
    )
    .min(1),
  opset: z.literal(17),
  input: z.strictObject({
    name: z.string(),
    dtype: z.literal("float32"),
    /** null: free. */
    shape: z.tuple([z.int().nullable(), z.literal(3), z.int().nullable(), z.int().nullable()]),
    layout: z.literal("NCHW"),
    range: z.tuple([z.literal(0), z.literal(1)]),
  }),
  preprocess: preprocessSchema,
  outputs: z.array(
    z.strictObject({
      name: z.string(),
      dtype: z.enum(["float32", "int64"]),
      shape: z.array(z.int().nullable()),
    }),
  ),
  postprocess: postprocessSchema,
  /** The largest absolute difference allowed against `golden`, per output. */
  tolerance: z.record(z.string(), z.number().min(0)),
  /** Torch against onnxruntime, measured at export over `images` pictures; within `tolerance`. */
  parity: z.strictObject({
    images: z.int().positive(),
    maxAbsError: z.record(z.string(), z.number().min(0)),
  }),
  golden: z.array(goldenSchema).min(1),
  training: z.strictObject({
    runId: z.string(),
    attempt: z.int().min(1),
    seed: z.int().min(0),
    device: z.string(),
    epochs: z.int().min(0),
    bestEpoch: z.int().min(1),
    steps: z.int().min(0),
    seconds: z.number().min(0),
    images: z.strictObject({ train: z.int().min(0), val: z.int().min(0) }),
    /** Where the first weights came from, for example "imagenet (package …)" or "random". */
    startingWeights: z.string(),
    /** Validation values of the exported model. */
    metrics: z.record(z.string(), z.number()),
    config: z.record(z.string(), z.unknown()),
  }),
  dataset: z.strictObject({ name: z.string(), contentHash: sha256 }),
  libraries: z.record(z.string(), z.string()),
});
export type ModelManifest = z.infer<typeof modelManifestSchema>;
