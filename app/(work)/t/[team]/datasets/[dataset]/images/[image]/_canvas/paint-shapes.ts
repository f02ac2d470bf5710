import type { ImageBox, ScreenSize } from "@/lib/annotation/coordinates";
import { type Viewport, visibleBox } from "@/lib/annotation/viewport";
import type { LabelPaint } from "./label-paint";
import { drawNameTag } from "./name-tags";

export type Shape = { readonly box: ImageBox; readonly paint: LabelPaint };

export type Frame = {
  readonly viewport: Viewport;
  readonly screen: ScreenSize;
  readonly pixelRatio: number;
  readonly areNamesShown: boolean;
};

const HALO = "rgb(10 12 20 / 0.55)";
/** Above this many boxes in view, dashes and name tags are noise, and cost more than the boxes. */
const MANY = 600;
/** Smallest side on the screen at which a box carries its letter. */
const TAGGED_SIDE_PX = 14;
const NAMED_SIDE_PX = 36;

type Placed = { paint: LabelPaint; x: number; y: number; width: number; height: number };

/** Draws every box in view: one path per label, hue over halo, with dash and letter as second signals. */
export function paintShapes(context: CanvasRenderingContext2D, shapes: readonly Shape[], frame: Frame): void {
  const { screen, pixelRatio } = frame;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, screen.width, screen.height);
  const placed = shapesInView(shapes, frame);
  const isCrowded = placed.length > MANY;
  for (const group of byPaint(placed).values()) strokeGroup(context, group, isCrowded);
  if (isCrowded) return;
  for (const shape of placed) tag(context, shape, frame.areNamesShown);
}

function shapesInView(shapes: readonly Shape[], { viewport, screen, pixelRatio }: Frame): Placed[] {
  const seen = visibleBox(viewport, screen);
  const right = seen.x + seen.width;
  const bottom = seen.y + seen.height;
  const { scale, offset } = viewport;
  const placed: Placed[] = [];
  for (const { box, paint } of shapes) {
    if (box.x > right || box.y > bottom || box.x + box.width < seen.x || box.y + box.height < seen.y)
      continue;
    // Edges on whole device pixels: outlines stay crisp at any zoom.
    const x = snap(box.x * scale + offset.x, pixelRatio);
    const y = snap(box.y * scale + offset.y, pixelRatio);
    const width = snap((box.x + box.width) * scale + offset.x, pixelRatio) - x;
    const height = snap((box.y + box.height) * scale + offset.y, pixelRatio) - y;
    placed.push({ paint, x, y, width, height });
  }
  return placed;
}

function snap(value: number, pixelRatio: number): number {
  return (Math.round(value * pixelRatio) + 0.5) / pixelRatio;
}

function byPaint(placed: readonly Placed[]): Map<LabelPaint, Placed[]> {
  const groups = new Map<LabelPaint, Placed[]>();
  for (const shape of placed) {
    const group = groups.get(shape.paint);
    if (group) group.push(shape);
    else groups.set(shape.paint, [shape]);
  }
  return groups;
}

function strokeGroup(context: CanvasRenderingContext2D, group: readonly Placed[], isCrowded: boolean): void {
  const { paint } = group[0] ?? {};
  if (!paint) return;
  context.beginPath();
  for (const { x, y, width, height } of group) context.rect(x, y, width, height);
  context.setLineDash([]);
  if (!isCrowded) {
    context.lineWidth = 3.5;
    context.strokeStyle = HALO;
    context.stroke();
  }
  context.lineWidth = 1.5;
  context.strokeStyle = paint.colour;
  if (!isCrowded) context.setLineDash([...paint.dashPx]);
  context.stroke();
  context.setLineDash([]);
}

function tag(
  context: CanvasRenderingContext2D,
  { paint, x, y, width, height }: Placed,
  areNamesShown: boolean,
): void {
  if (Math.min(width, height) < TAGGED_SIDE_PX) return;
  const isNamed = areNamesShown && width >= NAMED_SIDE_PX;
  drawNameTag(context, { paint, x, y, maxWidth: isNamed ? Math.max(width, 60) : 0 });
}
