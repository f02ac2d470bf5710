import type { ImageBox } from "@/lib/annotation/coordinates";
import type { Viewport } from "@/lib/annotation/viewport";
import type { LabelPaint } from "./label-paint";

type Held = { readonly box: ImageBox; readonly paint: LabelPaint };

/** Draws the boxes in hand, each where `place` has it now: one path per label, filled faintly. */
export function paintHeld(
  context: CanvasRenderingContext2D,
  shapes: readonly Held[],
  { viewport, place }: { viewport: Viewport; place: (box: ImageBox) => ImageBox },
): void {
  const { scale, offset } = viewport;
  context.lineWidth = 2;
  for (const [paint, group] of byPaint(shapes)) {
    context.beginPath();
    for (const { box } of group) {
      const { x, y, width, height } = place(box);
      context.rect(x * scale + offset.x, y * scale + offset.y, width * scale, height * scale);
    }
    context.fillStyle = `${paint.colour}26`;
    context.fill();
    context.strokeStyle = paint.colour;
    context.stroke();
  }
}

function byPaint(shapes: readonly Held[]): Map<LabelPaint, Held[]> {
  const groups = new Map<LabelPaint, Held[]>();
  for (const shape of shapes) {
    const group = groups.get(shape.paint);
    if (group) group.push(shape);
    else groups.set(shape.paint, [shape]);
  }
  return groups;
}
