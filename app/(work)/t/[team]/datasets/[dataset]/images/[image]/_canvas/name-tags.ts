import type { LabelPaint } from "./label-paint";

const HEIGHT_PX = 15;
const FONT = '600 10.5px "Instrument Sans Variable", "Pretendard Variable", system-ui, sans-serif';
const INK = "#10131c";

/** A label's letter, and its name where there is room, on a chip at a box's top left corner. */
export function drawNameTag(
  context: CanvasRenderingContext2D,
  tag: { paint: LabelPaint; x: number; y: number; maxWidth: number },
): void {
  const { paint, x, y, maxWidth } = tag;
  context.font = FONT;
  context.textBaseline = "middle";
  const text = maxWidth > 0 ? fitted(context, `${paint.letter}  ${paint.name}`, maxWidth - 10) : paint.letter;
  const width = widthOf(context, text) + 8;
  // Above the box where there is room, else inside its edge.
  const top = y >= HEIGHT_PX ? y - HEIGHT_PX : y;
  context.fillStyle = paint.colour;
  context.fillRect(x - 0.75, top, width, HEIGHT_PX);
  context.fillStyle = INK;
  context.fillText(text, x + 3.25, top + HEIGHT_PX / 2 + 0.5);
}

const widths = new Map<string, number>();

function widthOf(context: CanvasRenderingContext2D, text: string): number {
  const known = widths.get(text);
  if (known !== undefined) return known;
  const width = context.measureText(text).width;
  if (widths.size > 2_000) widths.clear();
  widths.set(text, width);
  return width;
}

function fitted(context: CanvasRenderingContext2D, text: string, maxWidth: number): string {
  if (widthOf(context, text) <= maxWidth) return text;
  for (let length = text.length - 1; length > 1; length -= 1) {
    const shorter = `${text.slice(0, length).trimEnd()}…`;
    if (widthOf(context, shorter) <= maxWidth) return shorter;
  }
  return text.slice(0, 1);
}
