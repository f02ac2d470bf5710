import { generateKeyBetween } from "fractional-indexing";
import { v7 } from "uuid";
import type { Annotation } from "@/lib/annotation/annotation";
import { boundingBox, clipBox, moveBox, roundBox } from "@/lib/annotation/box";
import {
  type ImageBox,
  type ImagePoint,
  type ImageSize,
  imageBox,
  imagePoint,
  type ScreenSize,
  screenPoint,
  screenSize,
} from "@/lib/annotation/coordinates";
import type {
  AnnotationDocument,
  DocumentChange,
  PendingOperation,
  Setback,
} from "@/lib/annotation/document";
import { EditHistory, type StepBack } from "@/lib/annotation/edit-history";
import { type BoxGeometry, boxGeometry, sameGeometry } from "@/lib/annotation/geometry";
import type { AnnotationOperation } from "@/lib/annotation/operation";
import { SpatialGrid } from "@/lib/annotation/spatial-grid";
import {
  actualSizeViewport,
  fitViewport,
  keepInView,
  type Viewport,
  visibleBox,
  zoomAbout,
} from "@/lib/annotation/viewport";
import { AnnotationId, type LabelId } from "@/lib/ids";
import type { SyncState } from "./annotation-sync";
import { carriedOver, type EditorState, FIRST_STATE, type Tool } from "./editor-state";

export type BoxAnnotation = Annotation & { readonly geometry: BoxGeometry };

/** Copied boxes, kept while one goes from picture to picture. */
let clipboard: readonly BoxAnnotation[] = [];
let lastVisit: Partial<EditorState> = {};

/**
 * The editor without a screen: the document, one person's history, the selection and the view, and the
 * commands that every button, key and gesture calls. It draws nothing and sends nothing itself.
 */
export class Editor {
  readonly document: AnnotationDocument;
  readonly image: ImageSize;
  readonly isReadOnly: boolean;
  readonly grid: SpatialGrid<AnnotationId>;
  readonly #history: EditHistory;
  readonly #submit: (operations: PendingOperation[]) => void;
  #state: EditorState = FIRST_STATE;
  #listeners = new Set<() => void>();
  #screen: ScreenSize = screenSize(0, 0);

  constructor(options: {
    document: AnnotationDocument;
    image: ImageSize;
    isReadOnly: boolean;
    labels: readonly LabelId[];
    submit: (operations: PendingOperation[]) => void;
  }) {
    this.document = options.document;
    this.image = options.image;
    this.isReadOnly = options.isReadOnly;
    this.grid = new SpatialGrid(options.image);
    this.#submit = options.submit;
    this.#history = new EditHistory({
      get: (id) => this.document.get(id),
      dispatch: (ops) => this.#submit(this.document.dispatch(ops)),
    });
    this.document.subscribe((change) => this.#follow(change));
    this.#follow({ changed: "all" });
    const { activeLabel } = lastVisit;
    const isKnown = activeLabel && options.labels.includes(activeLabel);
    this.#state = {
      ...FIRST_STATE,
      ...lastVisit,
      activeLabel: isKnown ? activeLabel : (options.labels[0] ?? null),
      ...(options.isReadOnly && { tool: "select" as const }),
    };
  }

  get state(): EditorState {
    return this.#state;
  }

  get screen(): ScreenSize {
    return this.#screen;
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  set(change: Partial<EditorState>): void {
    this.#state = { ...this.#state, ...change };
    lastVisit = carriedOver(this.#state);
    for (const listener of this.#listeners) listener();
  }

  setSync(sync: SyncState): void {
    this.set({ sync });
  }

  setTool(tool: Tool): void {
    if (this.isReadOnly && tool === "box") return;
    this.set({ tool, draft: null, ...(tool === "box" && { selection: new Set() }) });
  }

  // What is there

  boxes(): BoxAnnotation[] {
    return [...this.document.live()]
      .filter(isBox)
      .filter(({ labelId }) => !this.#state.hiddenLabels.has(labelId));
  }

  tags(): Annotation[] {
    return [...this.document.live()].filter(({ geometry }) => geometry.type === "tag");
  }

  selected(): BoxAnnotation[] {
    return [...this.#state.selection].flatMap((id) => {
      const annotation = this.document.get(id);
      return annotation && !annotation.isDeleted && isBox(annotation) ? [annotation] : [];
    });
  }

  /** The box that a person means at a point: a selected one first, else the smallest. */
  boxAt(point: ImagePoint, tolerance: number): AnnotationId | null {
    const hits = this.grid.at(point, tolerance).filter((id) => this.#isShown(id));
    return hits.find((id) => this.#state.selection.has(id)) ?? hits[0] ?? null;
  }

  /** The next box under the same point: clicking again walks through a pile. */
  nextBoxAt(point: ImagePoint, tolerance: number): AnnotationId | null {
    const hits = this.grid.at(point, tolerance).filter((id) => this.#isShown(id));
    const at = hits.findIndex((id) => this.#state.selection.has(id));
    return hits[(at + 1) % Math.max(1, hits.length)] ?? null;
  }

  boxesWithin(area: ImageBox): AnnotationId[] {
    return [...this.grid.within(area)].filter((id) => this.#isShown(id));
  }

  // Selection

  select(ids: Iterable<AnnotationId>): void {
    this.set({ selection: new Set(ids) });
  }

  toggle(id: AnnotationId): void {
    const selection = new Set(this.#state.selection);
    if (!selection.delete(id)) selection.add(id);
    this.set({ selection });
  }

  selectAll(): void {
    this.select(this.boxes().map(({ id }) => id));
  }

  boxesInReadingOrder(): BoxAnnotation[] {
    return this.boxes().sort(inReadingOrder);
  }

  /** Selects the next or previous box, in reading order. */
  cycle(step: 1 | -1): void {
    const boxes = this.boxesInReadingOrder();
    if (boxes.length === 0) return;
    const at = boxes.findIndex(({ id }) => this.#state.selection.has(id));
    const next =
      boxes[at < 0 ? (step > 0 ? 0 : boxes.length - 1) : (at + step + boxes.length) % boxes.length];
    if (next) {
      this.select([next.id]);
      this.reveal(next.geometry);
    }
  }

  // Edits

  /** Adds a box under the label in hand, and selects it. Returns null when nothing of it lies in the picture. */
  createBox(box: ImageBox, labelId: LabelId | null = this.#state.activeLabel): AnnotationId | null {
    const clipped = clipBox(roundBox(box), this.image);
    if (!clipped || !labelId || this.isReadOnly) return null;
    const op = this.#creation(labelId, clipped);
    this.#perform([op]);
    this.select([op.id]);
    return op.id;
  }

  /** For those who do not drag: a box of a quarter of what is in view, in its middle. */
  createBoxInView(): AnnotationId | null {
    const view = this.#state.viewport;
    const seen = view ? clipBox(visibleBox(view, this.#screen), this.image) : null;
    const area = seen ?? imageBox(0, 0, this.image.width, this.image.height);
    return this.createBox(
      imageBox(area.x + area.width * 0.375, area.y + area.height * 0.375, area.width / 4, area.height / 4),
    );
  }

  /** Gives boxes new places: the end of a drag, or numbers typed in. */
  setBoxes(boxes: ReadonlyMap<AnnotationId, ImageBox>): void {
    const ops = [...boxes].flatMap(([id, box]): AnnotationOperation[] => {
      const clipped = clipBox(roundBox(box), this.image);
      const before = this.document.get(id);
      if (!clipped || !before || before.isDeleted || sameGeometry(before.geometry, boxGeometry(clipped)))
        return [];
      return [{ type: "set-geometry", id, geometry: boxGeometry(clipped) }];
    });
    this.#perform(ops);
  }

  /** Moves the selection as one, stopped at the picture's edges. */
  moveSelected(by: ImagePoint): void {
    const selected = this.selected();
    const around = boundingBox(selected.map(({ geometry }) => geometry));
    if (!around) return;
    const moved = moveBox(around, by, this.image);
    const step = imagePoint(moved.x - around.x, moved.y - around.y);
    this.setBoxes(new Map(selected.map(({ id, geometry }) => [id, moveBox(geometry, step, this.image)])));
  }

  /** Takes a label in hand; the selected boxes get it too. */
  takeLabel(labelId: LabelId): void {
    const ops = this.selected()
      .filter((annotation) => annotation.labelId !== labelId)
      .map(({ id }): AnnotationOperation => ({ type: "set-label", id, labelId }));
    this.#perform(ops);
    this.set({ activeLabel: labelId });
  }

  deleteSelected(): void {
    this.delete(this.selected().map(({ id }) => id));
  }

  delete(ids: readonly AnnotationId[]): void {
    this.#perform(ids.map((id) => ({ type: "delete", id })));
    const gone = new Set(ids);
    this.select([...this.#state.selection].filter((id) => !gone.has(id)));
  }

  copy(): number {
    clipboard = this.selected();
    return clipboard.length;
  }

  /** Adds the copied boxes, a little aside where they would lie on their originals. */
  paste(): number {
    return this.#addCopies(
      clipboard.map((copied) => ({ copied, aside: this.document.get(copied.id)?.isDeleted === false })),
    );
  }

  duplicate(): number {
    return this.#addCopies(this.selected().map((copied) => ({ copied, aside: true })));
  }

  setTag(labelId: LabelId, isOn: boolean): void {
    const tag = this.tags().find((annotation) => annotation.labelId === labelId);
    if (isOn && !tag) this.#perform([{ ...this.#creation(labelId, null) }]);
    if (!isOn && tag) this.#perform([{ type: "delete", id: tag.id }]);
  }

  undo(): void {
    this.#steppedBack(this.#history.undo());
  }

  redo(): void {
    this.#steppedBack(this.#history.redo());
  }

  /** Does an edit that was lost or refused once more, on top of what is there now. */
  insist(setback: Setback): void {
    const { op } = setback;
    const now = this.document.get(op.id);
    const again: AnnotationOperation = op.type === "create" ? { ...op, id: newAnnotationId() } : op;
    const revival: AnnotationOperation[] =
      now?.isDeleted && op.type !== "delete" && op.type !== "restore" ? [{ type: "restore", id: op.id }] : [];
    this.#perform([...revival, again]);
    this.document.dismissSetback(setback);
    this.select([again.id]);
  }

  // View

  resize(screen: ScreenSize): void {
    const before = this.#screen;
    this.#screen = screen;
    const { viewport } = this.#state;
    if (!viewport || before.width === 0) return this.zoomToFit();
    this.setViewport({
      scale: viewport.scale,
      offset: screenPoint(
        viewport.offset.x + (screen.width - before.width) / 2,
        viewport.offset.y + (screen.height - before.height) / 2,
      ),
    });
  }

  setViewport(viewport: Viewport): void {
    this.set({ viewport: keepInView(viewport, this.image, this.#screen) });
  }

  zoom(factor: number, anchor = screenPoint(this.#screen.width / 2, this.#screen.height / 2)): void {
    const { viewport } = this.#state;
    if (viewport) this.setViewport(zoomAbout(viewport, factor, anchor));
  }

  zoomToFit(): void {
    if (this.#screen.width > 0) this.set({ viewport: fitViewport(this.image, this.#screen) });
  }

  zoomToActualSize(): void {
    if (this.#screen.width > 0) this.set({ viewport: actualSizeViewport(this.image, this.#screen) });
  }

  /** Brings a box into view, if it is not. */
  reveal(box: ImageBox): void {
    const { viewport } = this.#state;
    if (!viewport) return;
    const seen = visibleBox(viewport, this.#screen);
    const isInside =
      box.x >= seen.x &&
      box.y >= seen.y &&
      box.x + box.width <= seen.x + seen.width &&
      box.y + box.height <= seen.y + seen.height;
    if (isInside) return;
    const scale = Math.min(
      viewport.scale,
      (this.#screen.width * 0.8) / box.width,
      (this.#screen.height * 0.8) / box.height,
    );
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    this.setViewport({
      scale,
      offset: screenPoint(
        this.#screen.width / 2 - middle.x * scale,
        this.#screen.height / 2 - middle.y * scale,
      ),
    });
  }

  #perform(ops: readonly AnnotationOperation[]): void {
    if (this.isReadOnly || ops.length === 0) return;
    this.#history.perform(ops);
    if (this.#state.skippedSteps > 0) this.set({ skippedSteps: 0 });
  }

  #steppedBack(step: StepBack | null): void {
    if (!step) return;
    this.set({ skippedSteps: step.skipped });
    const touched = step.done.map(({ id }) => id).filter((id) => this.document.get(id)?.isDeleted === false);
    this.select(touched);
  }

  #creation(labelId: LabelId, box: ImageBox | null): AnnotationOperation & { type: "create" } {
    const geometry = box ? boxGeometry(box) : { type: "tag" as const };
    return { type: "create", id: newAnnotationId(), labelId, geometry, z: this.#topKey(), attributes: {} };
  }

  #topKey(): string {
    let top: string | null = null;
    for (const { z } of this.document.live()) if (top === null || z > top) top = z;
    return generateKeyBetween(top, null);
  }

  #addCopies(sources: readonly { copied: BoxAnnotation; aside: boolean }[]): number {
    const step = Math.max(4, Math.min(this.image.width, this.image.height) / 50);
    const ops = sources.flatMap(({ copied, aside }) => {
      const { x, y, width, height } = copied.geometry;
      const offset = aside ? step : 0;
      const box = clipBox(imageBox(x + offset, y + offset, width, height), this.image);
      return box
        ? [{ ...this.#creation(copied.labelId, roundBox(box)), attributes: { ...copied.attributes } }]
        : [];
    });
    this.#perform(ops);
    if (ops.length > 0) this.select(ops.map(({ id }) => id));
    return ops.length;
  }

  #isShown(id: AnnotationId): boolean {
    const annotation = this.document.get(id);
    return (
      annotation !== undefined && !annotation.isDeleted && !this.#state.hiddenLabels.has(annotation.labelId)
    );
  }

  #follow({ changed }: DocumentChange): void {
    if (changed === "all") this.grid.clear();
    for (const id of changed === "all"
      ? [...this.document.live()].map((annotation) => annotation.id)
      : changed) {
      const annotation = this.document.get(id);
      if (annotation && !annotation.isDeleted && isBox(annotation)) this.grid.set(id, annotation.geometry);
      else this.grid.delete(id);
    }
    for (const listener of this.#listeners) listener();
  }
}

export function isBox(annotation: Annotation): annotation is BoxAnnotation {
  return annotation.geometry.type === "box";
}

function newAnnotationId(): AnnotationId {
  return AnnotationId.parse(v7());
}

function inReadingOrder(a: BoxAnnotation, b: BoxAnnotation): number {
  return a.geometry.y - b.geometry.y || a.geometry.x - b.geometry.x || (a.id < b.id ? -1 : 1);
}
