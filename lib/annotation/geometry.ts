import { z } from "zod";
import type { ImageBox, ImagePx } from "./coordinates";

const Px = z
  .number()
  .min(-1e6)
  .max(1e6)
  .transform((value) => value as ImagePx);
const PositivePx = z
  .number()
  .positive()
  .max(1e6)
  .transform((value) => value as ImagePx);

/** An upright rectangle in image pixels. What is stored lies inside its picture (`clipBox`). */
export const BoxGeometry = z.object({
  type: z.literal("box"),
  x: Px,
  y: Px,
  width: PositivePx,
  height: PositivePx,
});
export type BoxGeometry = z.infer<typeof BoxGeometry>;

/** A label on the picture as a whole: "real", "generated". */
export const TagGeometry = z.object({ type: z.literal("tag") });

export const Geometry = z.discriminatedUnion("type", [BoxGeometry, TagGeometry]);
export type Geometry = z.infer<typeof Geometry>;

/** A box as a geometry. */
export function boxGeometry({ x, y, width, height }: ImageBox): BoxGeometry {
  return { type: "box", x, y, width, height };
}

export function sameGeometry(a: Geometry, b: Geometry): boolean {
  if (a.type === "tag" || b.type === "tag") return a.type === b.type;
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
