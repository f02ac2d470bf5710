import { boxBetween } from "@/lib/annotation/box";
import { type ImagePoint, imagePoint, type ScreenPoint, screenPoint } from "@/lib/annotation/coordinates";
import { toImage } from "@/lib/annotation/viewport";
import type { Editor } from "../_editor/editor";
import type { FabricOverlay } from "./fabric-overlay";

/** A press that moves less than this, in screen pixels, is a click. */
const CLICK_PX = 4;
const HIT_PX = 5;
/** A mouse wheel's notch is 100 pixels or more in Chromium and Safari; a scroll of fingers comes in smaller pieces. */
const FINEST_NOTCH_PX = 40;
const SCROLL_PAUSE_MS = 250;
const MOST_ZOOM = 0.7;

type Gesture =
  | { kind: "pan"; last: ScreenPoint }
  | { kind: "draw" | "marquee"; from: ImagePoint; startedAt: ScreenPoint; isAdding: boolean }
  | { kind: "pinch"; distance: number; middle: ScreenPoint };

/**
 * Turns pointer and wheel events on the stage into editor commands. It listens in the capture phase: what
 * belongs to a box in hand is let through to fabric, everything else ends here.
 */
export class StagePointer {
  readonly #editor: Editor;
  readonly #element: HTMLElement;
  readonly #overlay: () => FabricOverlay | null;
  readonly #flush: () => void;
  readonly #abort = new AbortController();
  #gesture: Gesture | null = null;
  #touches = new Map<number, ScreenPoint>();
  #isSpaceHeld = false;
  #scrolledAt = Number.NEGATIVE_INFINITY;
  /** A press that fabric has, on a box that was in hand before: without a drag, it means the next box of the pile. */
  #pressOnHeld: ScreenPoint | null = null;

  constructor(options: {
    editor: Editor;
    element: HTMLElement;
    overlay: () => FabricOverlay | null;
    flush: () => void;
  }) {
    this.#flush = options.flush;
    this.#editor = options.editor;
    this.#element = options.element;
    this.#overlay = options.overlay;
    const { signal } = this.#abort;
    const capture = { capture: true, signal };
    this.#element.addEventListener("pointerdown", (event) => this.#down(event), capture);
    this.#element.addEventListener("pointermove", (event) => this.#move(event), capture);
    this.#element.addEventListener("pointerup", (event) => this.#up(event), capture);
    this.#element.addEventListener("pointercancel", (event) => this.#cancel(event), capture);
    this.#element.addEventListener("pointerleave", () => this.#editor.set({ pointer: null, hovered: null }), {
      signal,
    });
    this.#element.addEventListener("wheel", (event) => this.#wheel(event), { passive: false, signal });
    // A quick stroke is no fling to the browser, which would take the next tap, on a button, for the end of it.
    this.#element.addEventListener("touchstart", (event) => event.preventDefault(), {
      passive: false,
      signal,
    });
    this.#element.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
    window.addEventListener("blur", () => this.setSpaceHeld(false), { signal });
  }

  setSpaceHeld(isHeld: boolean): void {
    this.#isSpaceHeld = isHeld;
    this.#showCursor();
  }

  /** Ends a drag or a half-drawn box as if it had not been; false when there was none. */
  abandon(): boolean {
    const isDragging = this.#overlay()?.abandon() ?? false;
    if (!this.#gesture) return isDragging;
    this.#gesture = null;
    this.#editor.set({ draft: null });
    this.#showCursor();
    return true;
  }

  stop(): void {
    this.#abort.abort();
  }

  #down(event: PointerEvent): void {
    const at = this.#at(event);
    if (event.pointerType === "touch") this.#touches.set(event.pointerId, at);
    if (this.#touches.size === 2) return this.#startPinch(event);
    if (this.#touches.size > 2) return event.stopPropagation();
    if (this.#isPanning(event)) return this.#take(event, { kind: "pan", last: at });
    if (event.button !== 0) return event.stopPropagation();
    if (this.#editor.state.tool === "select" && this.#letFabric(event)) return;
    const from = this.#inImage(at);
    const kind = this.#editor.state.tool === "box" ? "draw" : "marquee";
    this.#take(event, {
      kind,
      from,
      startedAt: at,
      isAdding: event.shiftKey || event.ctrlKey || event.metaKey,
    });
  }

  /** Fabric gets the press when it is on a box in hand; another box under it is taken in hand first, so that one drag does both. */
  #letFabric(event: PointerEvent): boolean {
    const isModified = event.shiftKey || event.ctrlKey || event.metaKey;
    const overlay = this.#overlay();
    if (this.#editor.isReadOnly || isModified || !overlay) return false;
    this.#element.focus({ preventScroll: true });
    const at = this.#at(event);
    this.#pressOnHeld = overlay.isHit(event) ? at : null;
    if (this.#pressOnHeld) return true;
    const hit = this.#editor.boxes.at(this.#inImage(at), this.#tolerance());
    if (hit === null) return false;
    this.#editor.selection.set([hit]);
    this.#flush();
    return overlay.isHit(event);
  }

  #move(event: PointerEvent): void {
    const isFabrics = this.#overlay()?.isDragging && this.#gesture?.kind !== "pinch";
    const isFinger = this.#touches.has(event.pointerId);
    // Where it is on the stage is asked only when it matters: the question makes the browser lay the page out.
    if (isFabrics && !isFinger) return;
    const at = this.#at(event);
    if (isFinger) this.#touches.set(event.pointerId, at);
    if (isFabrics) return;
    const gesture = this.#gesture;
    if (!gesture) return this.#hover(at, event);
    event.stopPropagation();
    if (gesture.kind === "pinch") return this.#pinch(gesture);
    if (gesture.kind === "pan") return this.#pan(gesture, at);
    this.#draw(gesture, at);
  }

  #up(event: PointerEvent): void {
    const gesture = this.#gesture;
    this.#touches.delete(event.pointerId);
    if (!gesture) return this.#releaseHeld(this.#at(event));
    // Fabric may have had the first finger before the second came: it hears of the end of both.
    if (gesture.kind !== "pinch") event.stopPropagation();
    if (gesture.kind === "pinch" && this.#touches.size > 0) return;
    this.#gesture = null;
    if (gesture.kind === "draw" || gesture.kind === "marquee") this.#finish(gesture, this.#at(event));
    this.#showCursor();
  }

  #releaseHeld(at: ScreenPoint): void {
    const pressed = this.#pressOnHeld;
    this.#pressOnHeld = null;
    if (!pressed || isDrag(pressed, at)) return;
    const next = this.#editor.boxes.nextAt(this.#inImage(at), this.#tolerance());
    if (next !== null) this.#editor.selection.set([next]);
  }

  #cancel(event: PointerEvent): void {
    this.#touches.delete(event.pointerId);
    this.abandon();
  }

  #take(event: PointerEvent, gesture: Gesture): void {
    event.stopPropagation();
    this.#element.setPointerCapture(event.pointerId);
    this.#element.focus({ preventScroll: true });
    this.#gesture = gesture;
    this.#showCursor();
  }

  #startPinch(event: PointerEvent): void {
    this.abandon();
    this.#pressOnHeld = null;
    const { distance, middle } = this.#spread();
    this.#take(event, { kind: "pinch", distance, middle });
  }

  #pinch(gesture: Extract<Gesture, { kind: "pinch" }>): void {
    if (this.#touches.size < 2) return;
    const { distance, middle } = this.#spread();
    this.#editor.view.pan(screenPoint(middle.x - gesture.middle.x, middle.y - gesture.middle.y));
    this.#editor.view.zoom(distance / Math.max(1, gesture.distance), middle);
    this.#gesture = { kind: "pinch", distance, middle };
  }

  #spread(): { distance: number; middle: ScreenPoint } {
    const [a, b] = [...this.#touches.values()];
    if (!a || !b) return { distance: 1, middle: screenPoint(0, 0) };
    return {
      distance: Math.hypot(a.x - b.x, a.y - b.y),
      middle: screenPoint((a.x + b.x) / 2, (a.y + b.y) / 2),
    };
  }

  #pan(gesture: Extract<Gesture, { kind: "pan" }>, at: ScreenPoint): void {
    this.#editor.view.pan(screenPoint(at.x - gesture.last.x, at.y - gesture.last.y));
    gesture.last = at;
  }

  #draw(gesture: Extract<Gesture, { kind: "draw" | "marquee" }>, at: ScreenPoint): void {
    const to = this.#inImage(at);
    const isFar = isDrag(gesture.startedAt, at);
    const box = boxBetween(gesture.from, to);
    const draft = gesture.kind === "draw" ? this.#editor.fitted(box) : box;
    this.#editor.set({ pointer: to, draft: isFar ? draft : null });
  }

  #finish(gesture: Extract<Gesture, { kind: "draw" | "marquee" }>, at: ScreenPoint): void {
    const { draft } = this.#editor.state;
    this.#editor.set({ draft: null });
    if (!isDrag(gesture.startedAt, at) || !draft) return this.#click(gesture, at);
    if (gesture.kind === "draw") return void this.#editor.createBox(draft);
    const inside = this.#editor.boxes.within(draft);
    this.#editor.selection.set(gesture.isAdding ? [...this.#editor.state.selection, ...inside] : inside);
  }

  #click(gesture: Extract<Gesture, { kind: "draw" | "marquee" }>, at: ScreenPoint): void {
    if (gesture.kind === "draw") return;
    const point = this.#inImage(at);
    const tolerance = this.#tolerance();
    const hit = gesture.isAdding
      ? this.#editor.boxes.at(point, tolerance)
      : this.#editor.boxes.nextAt(point, tolerance);
    if (hit === null) return this.#editor.selection.set(gesture.isAdding ? this.#editor.state.selection : []);
    if (gesture.isAdding) return this.#editor.selection.toggle(hit);
    this.#editor.selection.set([hit]);
  }

  #hover(at: ScreenPoint, event: PointerEvent): void {
    const pointer = this.#inImage(at);
    const isPointing =
      this.#editor.state.tool === "select" && event.pointerType !== "touch" && event.buttons === 0;
    const hovered = isPointing ? this.#editor.boxes.at(pointer, this.#tolerance()) : null;
    this.#editor.set({ pointer, hovered });
    if (event.buttons === 0) this.#showCursor();
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    // Lines and pages are coarser than pixels; Firefox counts a mouse wheel in lines.
    const unit = event.deltaMode === 1 ? 18 : event.deltaMode === 2 ? 400 : 1;
    const by = screenPoint(-event.deltaX * unit, -event.deltaY * unit);
    if (event.shiftKey) return this.#editor.view.pan(screenPoint(by.x || by.y, 0));
    if (this.#isTwoFingerScroll(event)) return this.#editor.view.pan(by);
    const strength = event.ctrlKey ? 0.01 : 0.0022;
    // One notch of a coarse wheel must not leap through the whole range.
    const exponent = Math.max(-MOST_ZOOM, Math.min(MOST_ZOOM, by.y * strength));
    this.#editor.view.zoom(Math.exp(exponent), this.#at(event));
  }

  /**
   * Two fingers on a trackpad move the view, as everywhere; a mouse wheel zooms. Browsers do not say which it
   * is: a scroll that goes sideways or in fractions of a notch is fingers, and stays so until it rests.
   */
  #isTwoFingerScroll(event: WheelEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.deltaMode !== 0) return false;
    const isGoingOn = event.timeStamp - this.#scrolledAt < SCROLL_PAUSE_MS;
    const isFingers = isGoingOn || event.deltaX !== 0 || Math.abs(event.deltaY) < FINEST_NOTCH_PX;
    if (isFingers) this.#scrolledAt = event.timeStamp;
    return isFingers;
  }

  #isPanning(event: PointerEvent): boolean {
    return (
      event.button === 1 || (event.button === 0 && (this.#isSpaceHeld || this.#editor.state.tool === "pan"))
    );
  }

  #at(event: MouseEvent): ScreenPoint {
    const bounds = this.#element.getBoundingClientRect();
    return screenPoint(event.clientX - bounds.left, event.clientY - bounds.top);
  }

  #inImage(at: ScreenPoint): ImagePoint {
    const { viewport } = this.#editor.state;
    return viewport ? toImage(viewport, at) : imagePoint(0, 0);
  }

  #tolerance(): number {
    return HIT_PX / (this.#editor.state.viewport?.scale ?? 1);
  }

  #showCursor(): void {
    const { tool, hovered } = this.#editor.state;
    const isPanning = this.#gesture?.kind === "pan";
    const isReady = this.#isSpaceHeld || tool === "pan";
    this.#element.dataset.cursor = isPanning
      ? "grabbing"
      : isReady
        ? "grab"
        : tool === "box"
          ? "cross"
          : hovered
            ? "point"
            : "plain";
  }
}

function isDrag(from: ScreenPoint, to: ScreenPoint): boolean {
  return Math.hypot(to.x - from.x, to.y - from.y) >= CLICK_PX;
}
