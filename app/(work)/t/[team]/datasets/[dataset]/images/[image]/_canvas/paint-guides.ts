import type { ImageBox, ScreenSize } from "@/lib/annotation/coordinates";
import { toScreen, type Viewport } from "@/lib/annotation/viewport";
import type { EditorState } from "../_editor/editor-state";
import type { LabelPaint } from "./label-paint";
import { drawNameTag } from "./name-tags";

export type Guides = {
  state: EditorState;
  viewport: Viewport;
  screen: ScreenSize;
  pixelRatio: number;
  hovered: { box: ImageBox; paint: LabelPaint } | null;
  /** Selected boxes, when fabric is not there to draw them. */
  selected: readonly { box: ImageBox; paint: LabelPaint }[];
  draftPaint: LabelPaint;
};

/** Draws what follows the pointer: crosshair, the box being drawn, the box under the pointer. It is cheap, and painted apart from the shapes. */
export function paintGuides(context: CanvasRenderingContext2D, guides: Guides): void {
  const { state, screen, pixelRatio, hovered } = guides;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, screen.width, screen.height);
  for (const shape of guides.selected) paintEmphasis(context, guides.viewport, { ...shape, lineWidth: 2.5 });
  if (hovered) {
    paintEmphasis(context, guides.viewport, { ...hovered, lineWidth: 2.5 });
    const { x, y } = toScreen(guides.viewport, hovered.box);
    drawNameTag(context, { paint: hovered.paint, x, y, maxWidth: 240 });
  }
  if (state.tool === "box" && state.isGuideShown && state.pointer) paintCrosshair(context, guides);
  if (state.draft) paintDraft(context, guides, state.draft);
}

function paintEmphasis(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  { box, paint, lineWidth }: { box: ImageBox; paint: LabelPaint; lineWidth: number },
): void {
  const { x, y } = toScreen(viewport, box);
  const [width, height] = [box.width * viewport.scale, box.height * viewport.scale];
  context.globalAlpha = 0.16;
  context.fillStyle = paint.colour;
  context.fillRect(x, y, width, height);
  context.globalAlpha = 1;
  context.lineWidth = lineWidth;
  context.strokeStyle = paint.colour;
  context.strokeRect(x, y, width, height);
}

function paintCrosshair(context: CanvasRenderingContext2D, { state, viewport, screen }: Guides): void {
  if (!state.pointer) return;
  const at = toScreen(viewport, state.pointer);
  const [x, y] = [Math.round(at.x) + 0.5, Math.round(at.y) + 0.5];
  for (const [style, dash] of [
    ["rgb(10 12 20 / 0.6)", []],
    ["rgb(255 255 255 / 0.85)", [4, 4]],
  ] as const) {
    context.setLineDash([...dash]);
    context.strokeStyle = style;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(0, y);
    context.lineTo(screen.width, y);
    context.moveTo(x, 0);
    context.lineTo(x, screen.height);
    context.stroke();
  }
  context.setLineDash([]);
  paintReading(context, `${Math.round(state.pointer.x)}, ${Math.round(state.pointer.y)}`, {
    x: x + 10,
    y: y + 18,
    screen,
  });
}

function paintDraft(
  context: CanvasRenderingContext2D,
  { viewport, screen, draftPaint, state }: Guides,
  draft: ImageBox,
): void {
  const isMarquee = state.tool === "select";
  const paint = isMarquee ? { ...draftPaint, colour: "#8fa2ff" } : draftPaint;
  paintEmphasis(context, viewport, { box: draft, paint, lineWidth: isMarquee ? 1 : 2 });
  if (isMarquee) return;
  const corner = toScreen(viewport, draft);
  const below = corner.y + draft.height * viewport.scale + 14;
  paintReading(context, `${Math.round(draft.width)} × ${Math.round(draft.height)}`, {
    x: corner.x,
    y: below,
    screen,
  });
}

function paintReading(
  context: CanvasRenderingContext2D,
  text: string,
  { x, y, screen }: { x: number; y: number; screen: ScreenSize },
): void {
  context.font = '500 11px "Instrument Sans Variable", "Pretendard Variable", system-ui, sans-serif';
  context.textBaseline = "middle";
  const width = context.measureText(text).width + 10;
  const left = Math.min(Math.max(0, x), screen.width - width);
  const middle = Math.min(Math.max(9, y), screen.height - 9);
  context.fillStyle = "rgb(10 12 20 / 0.82)";
  context.fillRect(left, middle - 9, width, 18);
  context.fillStyle = "#ffffff";
  context.fillText(text, left + 5, middle + 0.5);
}
