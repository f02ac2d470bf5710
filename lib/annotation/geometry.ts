import { z } from "zod";

/** Coordinates in the picture: pixels from its top left corner, as floats. */
export type ImagePx = number & { readonly __space?: "image" };
/** Coordinates on the screen: CSS pixels from the canvas's top left corner. */
export type ScreenPx = number & { readonly __space?: "screen" };

export const BoxGeometry = z.object({
  type: z.literal("box"),
  x: z.number().finite(),
  y: z.number().finite(),
  width: z.number().finite().positive(),
  height: z.number().finite().positive(),
});
export type BoxGeometry = z.infer<typeof BoxGeometry>;

/** A label on the picture as a whole: "real", "generated". */
export const TagGeometry = z.object({ type: z.literal("tag") });

export const Geometry = z.discriminatedUnion("type", [BoxGeometry, TagGeometry]);
export type Geometry = z.infer<typeof Geometry>;
