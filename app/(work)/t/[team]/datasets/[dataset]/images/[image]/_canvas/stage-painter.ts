import type { Editor } from "../_editor/editor";
import type { BoxAnnotation } from "../_editor/editor-boxes";
import type { EditorState } from "../_editor/editor-state";
import type { FabricOverlay, HeldShape } from "./fabric-overlay";
import type { LabelPaints } from "./label-paint";
import { paintGuides } from "./paint-guides";
import { paintShapes, type Shape } from "./paint-shapes";

export type StageLayers = { picture: HTMLElement; shapes: HTMLCanvasElement; guides: HTMLCanvasElement };

/**
 * Keeps the stage's layers up with the editor, at most once a frame and each layer only when its part
 * changed: picture (CSS transform), painted shapes, fabric's shapes in hand, guides.
 */
export class StagePainter {
  readonly #editor: Editor;
  readonly #paints: LabelPaints;
  readonly #layers: StageLayers;
  readonly #unsubscribe: () => void;
  #overlay: FabricOverlay | null = null;
  #frame = 0;
  #shapes: Shape[] = [];
  #held: HeldShape[] = [];
  #markedShapes: HeldShape[] = [];
  #isGuideBare = false;
  #last: {
    state: EditorState;
    version: number;
    width: number;
    height: number;
    overlay: FabricOverlay | null;
    ratio: number;
  } | null = null;

  constructor(options: { editor: Editor; paints: LabelPaints; layers: StageLayers }) {
    this.#editor = options.editor;
    this.#paints = options.paints;
    this.#layers = options.layers;
    this.#unsubscribe = options.editor.subscribe(() => this.request());
  }

  setOverlay(overlay: FabricOverlay | null): void {
    this.#overlay = overlay;
    this.request();
  }

  request(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#paint());
  }

  /** Paints now: before a press goes on to fabric, the box under it must be in hand. */
  flush(): void {
    cancelAnimationFrame(this.#frame);
    this.#paint();
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#unsubscribe();
  }

  #paint(): void {
    this.#frame = 0;
    const { state, document } = this.#editor;
    const { screen } = this.#editor.view;
    const { viewport } = state;
    if (!viewport || screen.width === 0) return;
    const last = this.#last;
    const ratio = window.devicePixelRatio || 1;
    const isResized =
      !last || last.width !== screen.width || last.height !== screen.height || last.ratio !== ratio;
    const isMoved = isResized || last.state.viewport !== viewport;
    const isRelisted =
      !last ||
      last.version !== document.version ||
      last.overlay !== this.#overlay ||
      last.state.selection !== state.selection ||
      last.state.hiddenLabels !== state.hiddenLabels ||
      last.state.hiddenBoxes !== state.hiddenBoxes ||
      last.state.lockedBoxes !== state.lockedBoxes ||
      last.state.areBoxesHidden !== state.areBoxesHidden;
    if (isResized) this.#resize(ratio);
    if (isMoved) this.#placePicture();
    if (isRelisted) this.#list();
    if (isMoved || last.overlay !== this.#overlay) this.#overlay?.setViewport(viewport);
    if (isRelisted) {
      this.#overlay?.hold(this.#held);
      this.#markedShapes = this.#marked();
    }
    if (isMoved || isRelisted || last?.state.areNamesShown !== state.areNamesShown) this.#paintShapes(ratio);
    this.#paintGuides(ratio);
    this.#last = {
      state,
      version: document.version,
      width: screen.width,
      height: screen.height,
      overlay: this.#overlay,
      ratio,
    };
  }

  #resize(ratio: number): void {
    this.#isGuideBare = false;
    const { screen } = this.#editor.view;
    for (const canvas of [this.#layers.shapes, this.#layers.guides]) {
      canvas.width = Math.round(screen.width * ratio);
      canvas.height = Math.round(screen.height * ratio);
      canvas.style.width = `${screen.width}px`;
      canvas.style.height = `${screen.height}px`;
    }
    this.#overlay?.resize(screen);
  }

  #placePicture(): void {
    const { viewport } = this.#editor.state;
    if (!viewport) return;
    const { style } = this.#layers.picture;
    style.transform = `translate(${viewport.offset.x}px, ${viewport.offset.y}px) scale(${viewport.scale})`;
    // From three times on, a pixel is something to aim at: show it as it is.
    style.imageRendering = viewport.scale >= 3 ? "pixelated" : "auto";
  }

  /** What the base canvas paints: all but what fabric holds. */
  #list(): void {
    this.#held = this.#overlay ? this.#editor.boxes.inHand().map((box) => this.#shapeOf(box)) : [];
    const held = new Set(this.#held.map(({ id }) => id));
    this.#shapes = this.#editor.boxes
      .shown()
      .filter(({ id }) => !held.has(id))
      .map(({ geometry, labelId }) => ({ box: geometry, paint: this.#paints.of(labelId) }));
  }

  #shapeOf({ id, geometry, labelId }: BoxAnnotation): HeldShape {
    return { id, box: geometry, paint: this.#paints.of(labelId) };
  }

  /** Selected boxes that fabric does not hold: all of them before it has come, locked ones after. */
  #marked(): HeldShape[] {
    if (this.#editor.state.selection.size === 0) return [];
    const held = new Set(this.#held.map(({ id }) => id));
    return this.#editor.boxes
      .selected()
      .filter((box) => !held.has(box.id) && this.#editor.boxes.isShown(box))
      .map((box) => this.#shapeOf(box));
  }

  #paintShapes(pixelRatio: number): void {
    const { state } = this.#editor;
    const { screen } = this.#editor.view;
    const context = this.#layers.shapes.getContext("2d");
    if (!context || !state.viewport) return;
    const { viewport, areNamesShown } = state;
    paintShapes(context, this.#shapes, { viewport, screen, pixelRatio, areNamesShown });
  }

  #paintGuides(pixelRatio: number): void {
    const { state, document } = this.#editor;
    const { screen } = this.#editor.view;
    const context = this.#layers.guides.getContext("2d");
    if (!context || !state.viewport) return;
    const hovered =
      state.hovered && !state.selection.has(state.hovered) ? document.get(state.hovered) : undefined;
    const isShown =
      hovered && !hovered.isDeleted && hovered.geometry.type === "box" && this.#editor.boxes.isShown(hovered);
    // A layer that has nothing on it and gets nothing is not touched: clearing it costs a repaint.
    const isBare =
      !isShown && !state.draft && this.#markedShapes.length === 0 && (state.tool !== "box" || !state.pointer);
    if (isBare && this.#isGuideBare) return;
    this.#isGuideBare = isBare;
    paintGuides(context, {
      state,
      viewport: state.viewport,
      screen,
      pixelRatio,
      hovered:
        isShown && hovered.geometry.type === "box"
          ? { box: hovered.geometry, paint: this.#paints.of(hovered.labelId) }
          : null,
      selected: this.#markedShapes,
      draftPaint: this.#draftPaint(),
    });
  }

  #draftPaint() {
    const { activeLabel } = this.#editor.state;
    return activeLabel
      ? this.#paints.of(activeLabel)
      : { name: "", letter: "", colour: "#ffffff", dashPx: [] };
  }
}
