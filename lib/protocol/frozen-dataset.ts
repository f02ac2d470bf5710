import { z } from "zod";

/**
 * A frozen dataset version as the trainer reads it. Files lie at `<imagesDir>/<file>`: jpeg, png or
 * webp, EXIF orientation already applied, sRGB. Boxes are 0-based float pixels, top-left origin,
 * and lie inside the image (the trainer clips what sticks out, and leaves out with a warning what is
 * wholly outside).
 */
const identifier = z.string().min(1).max(200);

export const frozenSplitSchema = z.enum(["train", "val", "test"]);

export const frozenLabelSchema = z.strictObject({ id: identifier, name: z.string().min(1).max(200) });

export const frozenBoxSchema = z.strictObject({
  id: identifier,
  labelId: identifier,
  kind: z.literal("box"),
  x: z.number(),
  y: z.number(),
  width: z.number().positive(),
  height: z.number().positive(),
});

export const frozenTagSchema = z.strictObject({
  id: identifier,
  labelId: identifier,
  kind: z.literal("tag"),
});

export const frozenAnnotationSchema = z.discriminatedUnion("kind", [frozenBoxSchema, frozenTagSchema]);
export type FrozenAnnotation = z.infer<typeof frozenAnnotationSchema>;

export const frozenImageSchema = z.strictObject({
  id: identifier,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** A plain file name or a relative path without `..`. */
  file: z
    .string()
    .min(1)
    .refine(
      (file) => !file.startsWith("/") && !file.split(/[\\/]/).includes(".."),
      "must stay inside imagesDir",
    ),
  width: z.int().positive(),
  height: z.int().positive(),
  split: frozenSplitSchema,
  /** Images of one group (one artwork, near-duplicates) share a split and are resampled together. */
  group: z.string().min(1).nullable(),
  annotations: z.array(frozenAnnotationSchema),
});
export type FrozenImage = z.infer<typeof frozenImageSchema>;

export const frozenDatasetSchema = z.strictObject({
  schema: z.literal(1),
  name: z.string().min(1),
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
  labels: z.array(frozenLabelSchema),
  images: z.array(frozenImageSchema),
});
export type FrozenDataset = z.infer<typeof frozenDatasetSchema>;
