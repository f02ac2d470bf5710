import { z } from "zod";

export const SplitName = z.enum(["train", "val", "test"]);
export type SplitName = z.infer<typeof SplitName>;

/**
 * How a freeze divides a dataset. Ratios are fractions of the pictures and sum to 1; groups and
 * near-duplicates stay together, so the result may be off by a group. `keepImported` honours the
 * splits that an import named.
 */
export const SplitConfig = z
  .object({
    train: z.number().min(0).max(1),
    val: z.number().min(0).max(1),
    test: z.number().min(0).max(1),
    seed: z
      .number()
      .int()
      .min(0)
      .max(2 ** 31 - 1),
    keepImported: z.boolean(),
    /** Pictures whose difference hashes differ in at most this many of 64 bits are one group. */
    nearDuplicateBits: z.number().int().min(0).max(16),
  })
  .refine((config) => Math.abs(config.train + config.val + config.test - 1) < 1e-6, {
    message: "The three ratios must sum to 1.",
  });
export type SplitConfig = z.infer<typeof SplitConfig>;

export const VersionCounts = z.object({
  images: z.number().int(),
  annotations: z.number().int(),
  groups: z.number().int(),
  bySplit: z.record(SplitName, z.number().int()),
  byLabel: z.record(z.string(), z.number().int()),
});
export type VersionCounts = z.infer<typeof VersionCounts>;

/** An annotation inside a version: what the trainer reads, with the attributes that exports need as well. */
export const VersionAnnotation = z.intersection(
  z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("box"),
      x: z.number(),
      y: z.number(),
      width: z.number().positive(),
      height: z.number().positive(),
    }),
    z.object({ kind: z.literal("tag") }),
  ]),
  z.object({
    id: z.string(),
    labelId: z.string(),
    attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
);
export type VersionAnnotation = z.infer<typeof VersionAnnotation>;
