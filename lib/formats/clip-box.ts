type Box = { x: number; y: number; width: number; height: number };
export type ClipResult = { kind: "inside" | "clipped"; box: Box } | { kind: "outside" | "empty" };

/** Rounding noise of other programs' floats; what sticks out by less is left as it is. */
const TOLERANCE_PX = 0.01;

/**
 * Fits a box into its picture: inside stays as it is, to the bit; what sticks out is cut off at the edge; wholly
 * outside and without area are refused.
 */
export function clipBox(box: Box, picture: { widthPx: number; heightPx: number }): ClipResult {
  if (!(box.width > 0 && box.height > 0)) return { kind: "empty" };
  const right = box.x + box.width;
  const bottom = box.y + box.height;
  if (box.x >= picture.widthPx || box.y >= picture.heightPx || right <= 0 || bottom <= 0)
    return { kind: "outside" };
  const over = Math.max(-box.x, -box.y, right - picture.widthPx, bottom - picture.heightPx);
  if (over <= TOLERANCE_PX) return { kind: "inside", box };
  const x = Math.max(0, box.x);
  const y = Math.max(0, box.y);
  return {
    kind: "clipped",
    box: {
      x,
      y,
      width: Math.min(right, picture.widthPx) - x,
      height: Math.min(bottom, picture.heightPx) - y,
    },
  };
}
