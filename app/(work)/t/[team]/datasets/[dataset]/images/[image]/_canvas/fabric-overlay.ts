import { ActiveSelection, Canvas, type FabricObject, Point, Rect, util } from "fabric";
import { boundingBox, moveBox } from "@/lib/annotation/box";
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

export type HeldShape = { readonly id: AnnotationId; readonly box: ImageBox; readonly paint: LabelPaint };

const OUTLINE_PX = 2;

/**
 * The boxes in hand, as fabric objects on a canvas above the painted ones: handles, dragging, resizing. It
 * knows only them, so that dragging one box of thousands costs what one box costs.
 */
export class FabricOverlay {
  readonly #canvas: Canvas;
  readonly #image: ImageSize;
  readonly #onDrag: (box: ImageBox | null) => void;
  readonly #onRelease: (boxes: ReadonlyMap<AnnotationId, ImageBox>) => void;
  #rects = new Map<AnnotationId, Rect>();
  #start: ImageBox | null = null;

  constructor(
    element: HTMLCanvasElement,
    options: {
      image: ImageSize;
      onDrag: (box: ImageBox | null) => void;
      onRelease: (boxes: ReadonlyMap<AnnotationId, ImageBox>) => void;
    },
  ) {
    this.#image = options.image;
    this.#onDrag = options.onDrag;
    this.#onRelease = options.onRelease;
    this.#canvas = new Canvas(element, {
      selection: false,
      enablePointerEvents: true,
      preserveObjectStacking: true,
      renderOnAddRemove: false,
      uniformScaling: false,
      targetFindTolerance: 6,
    });
    this.#canvas.on("before:transform", () => {
      this.#start = this.#bounds();
    });
    this.#canvas.on("object:moving", () => this.#dragged(true));
    this.#canvas.on("object:scaling", () => this.#dragged(false));
    this.#canvas.on("object:modified", () => this.#released());
    this.#canvas.on("mouse:up", () => this.#letGo());
  }

  /** Whether a press here would take hold of a box in hand or one of its handles. */
  isHit(event: PointerEvent): boolean {
    const active = this.#canvas.getActiveObject();
    if (!active) return false;
    const forTouch = event.pointerType === "touch";
    if (active.findControl(this.#canvas.getViewportPoint(event), forTouch)) return true;
    const at = this.#canvas.getScenePoint(event);
    const tolerance = 4 / this.#canvas.getZoom();
    return [...this.#rects.values()].some((rect) => {
      const { x, y, width, height } = boxOf(rect);
      return (
        at.x >= x - tolerance &&
        at.x <= x + width + tolerance &&
        at.y >= y - tolerance &&
        at.y <= y + height + tolerance
      );
    });
  }

  get isDragging(): boolean {
    return this.#start !== null;
  }

  resize(screen: ScreenSize): void {
    this.#canvas.setDimensions({ width: screen.width, height: screen.height });
  }

  setViewport({ scale, offset }: Viewport): void {
    this.#canvas.setViewportTransform([scale, 0, 0, scale, offset.x, offset.y]);
    for (const rect of this.#rects.values()) rect.set(outline(scale));
    this.#canvas.getActiveObject()?.setCoords();
    this.#canvas.requestRenderAll();
  }

  /** Takes these boxes in hand, and lets go of all others. */
  hold(shapes: readonly HeldShape[]): void {
    if (this.#isHolding(shapes)) return this.#refresh(shapes);
    this.#canvas.discardActiveObject();
    this.#canvas.remove(...this.#canvas.getObjects());
    this.#rects = new Map(shapes.map((shape) => [shape.id, this.#rectOf(shape)]));
    const rects = [...this.#rects.values()];
    this.#canvas.add(...rects);
    const [only] = rects;
    if (rects.length === 1 && only) this.#canvas.setActiveObject(only);
    if (rects.length > 1) this.#canvas.setActiveObject(this.#group(rects));
    this.#canvas.requestRenderAll();
  }

  destroy(): void {
    void this.#canvas.dispose();
  }

  #isHolding(shapes: readonly HeldShape[]): boolean {
    return shapes.length === this.#rects.size && shapes.every(({ id }) => this.#rects.has(id));
  }

  /** The same boxes, maybe moved by an undo, a key or somebody else. */
  #refresh(shapes: readonly HeldShape[]): void {
    if (this.isDragging) return;
    const isSame = shapes.every(({ id, box, paint }) => {
      const rect = this.#rects.get(id);
      return rect !== undefined && sameBox(boxOf(rect), box) && rect.stroke === paint.colour;
    });
    if (isSame) return;
    this.#rects = new Map();
    this.hold(shapes);
  }

  #rectOf({ box, paint }: HeldShape): Rect {
    const scale = this.#canvas.getZoom();
    const rect = new Rect({
      originX: "center",
      originY: "center",
      left: box.x + box.width / 2,
      top: box.y + box.height / 2,
      width: box.width,
      height: box.height,
      fill: `${paint.colour}26`,
      stroke: paint.colour,
      strokeUniform: true,
      objectCaching: false,
      hasBorders: false,
      lockScalingFlip: true,
      lockRotation: true,
      cornerColor: "#ffffff",
      cornerStrokeColor: paint.colour,
      cornerSize: 9,
      touchCornerSize: 30,
      transparentCorners: false,
      ...outline(scale),
    });
    rect.setControlVisible("mtr", false);
    return rect;
  }

  #group(rects: Rect[]): ActiveSelection {
    return new ActiveSelection(rects, {
      canvas: this.#canvas,
      originX: "center",
      originY: "center",
      hasControls: false,
      lockScalingX: true,
      lockScalingY: true,
      borderColor: "#8fa2ff",
      borderDashArray: [4, 4],
      objectCaching: false,
    });
  }

  #bounds(): ImageBox | null {
    return boundingBox([...this.#rects.values()].map(boxOf));
  }

  #dragged(isMove: boolean): void {
    const active = this.#canvas.getActiveObject();
    const bounds = this.#bounds();
    if (!active || !bounds) return;
    if (isMove) this.#keepInside(active, bounds);
    this.#onDrag(this.#bounds());
  }

  #keepInside(active: FabricObject, bounds: ImageBox): void {
    const inside = moveBox(bounds, imagePoint(0, 0), this.#image);
    const by = new Point(inside.x - bounds.x, inside.y - bounds.y);
    if (by.x === 0 && by.y === 0) return;
    active.set({ left: active.left + by.x, top: active.top + by.y });
    active.setCoords();
  }

  /** A press without a drag ends here too. */
  #letGo(): void {
    if (!this.isDragging) return;
    this.#start = null;
    this.#onDrag(null);
  }

  #released(): void {
    this.#letGo();
    this.#onRelease(new Map([...this.#rects].map(([id, rect]) => [id, boxOf(rect)])));
  }
}

/** Where a rect lies in the picture, inside a selection or alone, without its outline. */
function boxOf(rect: Rect): ImageBox {
  const { translateX, translateY, scaleX, scaleY } = util.qrDecompose(rect.calcTransformMatrix());
  const [width, height] = [rect.width * scaleX, rect.height * scaleY];
  return imageBox(translateX - width / 2, translateY - height / 2, width, height);
}

function sameBox(a: ImageBox, b: ImageBox): boolean {
  const near = (left: number, right: number) => Math.abs(left - right) < 1e-3;
  return near(a.x, b.x) && near(a.y, b.y) && near(a.width, b.width) && near(a.height, b.height);
}

/** Fabric measures outlines in the picture's pixels; ours stay the same on the screen. */
function outline(scale: number) {
  return { strokeWidth: OUTLINE_PX / scale };
}
