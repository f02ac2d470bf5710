import { Canvas, Rect } from "fabric";
import { boundingBox, boxContains, placeMoved, placeResized } from "@/lib/annotation/box";
import {
  type ImageBox,
  type ImageSize,
  imageBox,
  imagePoint,
  type ScreenSize,
} from "@/lib/annotation/coordinates";
import type { Viewport } from "@/lib/annotation/viewport";
import type { AnnotationId } from "@/lib/ids";
import type { LabelPaint } from "./label-paint";
import { paintHeld } from "./paint-held";

export type HeldShape = { readonly id: AnnotationId; readonly box: ImageBox; readonly paint: LabelPaint };

type Placed = ReadonlyMap<AnnotationId, ImageBox>;

const MOUSE_HANDLE_PX = 9;
const TOUCH_HANDLE_PX = 16;
const TOUCH_TARGET_PX = 32;
/** Below this side on the screen, in handles, a box has corners only, and they stand outside it. */
const ROOM_FOR_MIDDLES = 5;
const MANY_COLOUR = "#8fa2ff";
const MIDDLE_HANDLES = ["ml", "mr", "mt", "mb"] as const;

/**
 * The boxes in hand, on a canvas above the painted ones. Fabric has one frame around all of them, with its
 * handles, dragging and resizing; the boxes themselves are painted where the frame takes them, so that a drag
 * of thousands is one path and not thousands of objects.
 */
export class FabricOverlay {
  readonly #canvas: Canvas;
  readonly #image: ImageSize;
  readonly #onDrag: (box: ImageBox | null) => void;
  readonly #onRelease: (boxes: Placed) => void;
  readonly #step: () => number;
  #shapes: readonly HeldShape[] = [];
  #frame: Rect | null = null;
  #around: ImageBox | null = null;
  #viewport: Viewport | null = null;
  #isDragging = false;
  #isAbandoned = false;
  #handlePx: number;

  constructor(
    element: HTMLCanvasElement,
    options: {
      image: ImageSize;
      /** How fine edges are placed, in image pixels. */
      step: () => number;
      onDrag: (box: ImageBox | null) => void;
      onRelease: (boxes: Placed) => void;
    },
  ) {
    this.#image = options.image;
    this.#step = options.step;
    this.#onDrag = options.onDrag;
    this.#onRelease = options.onRelease;
    this.#handlePx = matchMedia("(pointer: coarse)").matches ? TOUCH_HANDLE_PX : MOUSE_HANDLE_PX;
    this.#canvas = new CalmCanvas(element, {
      selection: false,
      enablePointerEvents: true,
      renderOnAddRemove: false,
      uniformScaling: false,
    });
    this.#canvas.on("before:render", ({ ctx }) => this.#paint(ctx));
    this.#canvas.on("before:transform", () => this.#takeHold());
    this.#canvas.on("object:moving", () => this.#dragged(placeMoved));
    this.#canvas.on("object:scaling", () => this.#dragged(placeResized));
    this.#canvas.on("object:modified", () => this.#released());
    this.#canvas.on("mouse:up", () => this.#letGo());
  }

  /** Whether a press here would take hold of a box in hand or one of its handles. */
  isHit(event: PointerEvent): boolean {
    const frame = this.#frame;
    if (!frame || !this.#viewport) return false;
    const isTouch = event.pointerType === "touch";
    this.#showHandles(isTouch ? TOUCH_HANDLE_PX : MOUSE_HANDLE_PX);
    const at = this.#canvas.getViewportPoint(event);
    if (frame.findControl(at, isTouch)) return true;
    const scene = this.#canvas.getScenePoint(event);
    const around = frame.padding / this.#viewport.scale;
    const point = imagePoint(scene.x, scene.y);
    return this.#shapes.some(({ box }) => boxContains(box, point, around));
  }

  get isDragging(): boolean {
    return this.#isDragging;
  }

  resize(screen: ScreenSize): void {
    this.#canvas.setDimensions({ width: screen.width, height: screen.height });
  }

  setViewport(viewport: Viewport): void {
    const { scale, offset } = viewport;
    this.#viewport = viewport;
    this.#canvas.setViewportTransform([scale, 0, 0, scale, offset.x, offset.y]);
    this.#fitHandles();
    this.#canvas.requestRenderAll();
  }

  /** Takes these boxes in hand, and lets go of all others. What is being dragged goes on. */
  hold(shapes: readonly HeldShape[]): void {
    const isSame = this.#isHolding(shapes);
    if (this.#isDragging && isSame) return;
    this.#shapes = shapes;
    this.#around = boundingBox(shapes.map(({ box }) => box));
    if (!isSame || !this.#frame) this.#reframe();
    else this.#place(this.#around);
    this.#canvas.requestRenderAll();
  }

  /** Ends a drag as if it had not been; false when there was none. */
  abandon(): boolean {
    if (!this.#isDragging) return false;
    this.#isAbandoned = true;
    this.#canvas.endCurrentTransform();
    this.#letGo();
    this.#isAbandoned = false;
    this.#place(this.#around);
    this.#canvas.requestRenderAll();
    return true;
  }

  destroy(): void {
    void this.#canvas.dispose();
  }

  #isHolding(shapes: readonly HeldShape[]): boolean {
    return (
      shapes.length === this.#shapes.length && shapes.every(({ id }, index) => this.#shapes[index]?.id === id)
    );
  }

  #reframe(): void {
    if (this.#isDragging) this.abandon();
    this.#canvas.discardActiveObject();
    this.#canvas.remove(...this.#canvas.getObjects());
    this.#frame = this.#around && this.#frameOf(this.#around);
    if (!this.#frame) return;
    this.#canvas.add(this.#frame);
    this.#canvas.setActiveObject(this.#frame);
    this.#fitHandles();
  }

  #frameOf(box: ImageBox): Rect {
    const [only] = this.#shapes.length === 1 ? this.#shapes : [];
    const frame = new Rect({
      originX: "center",
      originY: "center",
      left: box.x + box.width / 2,
      top: box.y + box.height / 2,
      width: box.width,
      height: box.height,
      strokeWidth: 0,
      fill: "transparent",
      objectCaching: false,
      hasBorders: only === undefined,
      borderColor: MANY_COLOUR,
      borderDashArray: [4, 4],
      lockScalingFlip: true,
      lockRotation: true,
      cornerColor: "#ffffff",
      cornerStrokeColor: only?.paint.colour ?? MANY_COLOUR,
      cornerSize: this.#handlePx,
      touchCornerSize: TOUCH_TARGET_PX,
      transparentCorners: false,
    });
    frame.setControlVisible("mtr", false);
    return frame;
  }

  #showHandles(px: number): void {
    if (px === this.#handlePx) return;
    this.#handlePx = px;
    this.#frame?.set({ cornerSize: px });
    this.#fitHandles();
    this.#canvas.requestRenderAll();
  }

  /** A small box keeps its inside free to be moved by: handles stand outside it, and only at the corners. */
  #fitHandles(): void {
    const [frame, around] = [this.#frame, this.#bounds()];
    if (!frame || !around || !this.#viewport) return;
    const { scale } = this.#viewport;
    const room = this.#handlePx * ROOM_FOR_MIDDLES;
    const isSmall = Math.min(around.width, around.height) * scale < room;
    frame.set({ padding: isSmall ? this.#handlePx : 0 });
    for (const handle of MIDDLE_HANDLES) {
      const side = handle === "ml" || handle === "mr" ? around.height : around.width;
      frame.setControlVisible(handle, side * scale + 2 * frame.padding >= room);
    }
    frame.setCoords();
  }

  #takeHold(): void {
    this.#isDragging = true;
  }

  /** Where the frame is now, in image pixels. */
  #bounds(): ImageBox | null {
    const frame = this.#frame;
    if (!frame) return null;
    const [width, height] = [frame.width * frame.scaleX, frame.height * frame.scaleY];
    return imageBox(frame.left - width / 2, frame.top - height / 2, width, height);
  }

  #dragged(place: typeof placeMoved): void {
    const [from, to] = [this.#around, this.#bounds()];
    if (!from || !to) return;
    const placed = place(from, to, { image: this.#image, step: this.#step() });
    this.#place(placed);
    this.#onDrag(placed);
  }

  /** Puts the frame on a box, keeping the size that fabric scales from. */
  #place(box: ImageBox | null): void {
    const frame = this.#frame;
    if (!frame || !box) return;
    frame.set({
      left: box.x + box.width / 2,
      top: box.y + box.height / 2,
      scaleX: box.width / frame.width,
      scaleY: box.height / frame.height,
    });
    if (!this.#isDragging) this.#fitHandles();
    frame.setCoords();
  }

  /** A press without a drag ends here too. */
  #letGo(): void {
    if (!this.#isDragging) return;
    this.#isDragging = false;
    this.#onDrag(null);
  }

  #released(): void {
    const now = this.#bounds();
    this.#letGo();
    if (this.#isAbandoned || !now || !this.#around) return;
    const [from, shapes] = [this.#around, this.#shapes];
    this.#onRelease(new Map(shapes.map(({ id, box }) => [id, follow(box, from, now)])));
  }

  #paint(context: CanvasRenderingContext2D): void {
    const [from, to] = [this.#around, this.#bounds()];
    if (!from || !to || !this.#viewport) return;
    paintHeld(context, this.#shapes, { viewport: this.#viewport, place: (box) => follow(box, from, to) });
  }
}

/** Fabric sets the cursor at every move; setting it to what it is costs a style recalculation all the same. */
class CalmCanvas extends Canvas {
  #cursor = "";

  override setCursor(value: string): void {
    if (value === this.#cursor) return;
    this.#cursor = value;
    super.setCursor(value);
  }
}

/** Where a box comes to lie when the frame around it goes from one place and size to another. */
function follow(box: ImageBox, from: ImageBox, to: ImageBox): ImageBox {
  if (from.width === to.width && from.height === to.height)
    return imageBox(box.x + to.x - from.x, box.y + to.y - from.y, box.width, box.height);
  const [scaleX, scaleY] = [to.width / from.width, to.height / from.height];
  return imageBox(
    to.x + (box.x - from.x) * scaleX,
    to.y + (box.y - from.y) * scaleY,
    box.width * scaleX,
    box.height * scaleY,
  );
}
