import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";
import { v7 } from "uuid";
import type { Annotation } from "@/lib/annotation/annotation";
import { boundingBox, clipBox, moveBox, placingStep, roundBox } from "@/lib/annotation/box";
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
  boxViewport,
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

/** A label as the editor needs it: its name finds its namesake when boxes are pasted in another dataset. */
export type KnownLabel = { readonly id: LabelId; readonly name: string };
type CopiedBox = { readonly box: BoxAnnotation; readonly labelName: string | undefined };

/** Arrow keys pressed faster than this are one step of the history. */
const NUDGE_PAUSE_MS = 1_000;

type Nudge = { kind: "move" | "grow"; atMs: number };
const NO_NUDGE: Nudge = { kind: "move", atMs: Number.NEGATIVE_INFINITY };

/** Copied boxes, kept while one goes from picture to picture. */
let clipboard: readonly CopiedBox[] = [];
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
  #labels: readonly KnownLabel[];
  #lastNudge = NO_NUDGE;

  constructor(options: {
    document: AnnotationDocument;
    image: ImageSize;
    isReadOnly: boolean;
    labels: readonly KnownLabel[];
    submit: (operations: PendingOperation[]) => void;
  }) {
    this.document = options.document;
    this.image = options.image;
    this.isReadOnly = options.isReadOnly;
    this.grid = new SpatialGrid(options.image);
    this.#submit = options.submit;
    this.#labels = options.labels;
    this.#history = new EditHistory({
      get: (id) => this.document.get(id),
      dispatch: (ops) => this.#submit(this.document.dispatch(ops)),
    });
    this.document.subscribe((change) => this.#follow(change));
    this.#follow({ changed: "all" });
    const { activeLabel } = lastVisit;
    const isKnown = activeLabel && options.labels.some(({ id }) => id === activeLabel);
    this.#state = {
      ...FIRST_STATE,
      ...lastVisit,
      activeLabel: isKnown ? activeLabel : (options.labels[0]?.id ?? null),
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

  /** Labels come and go while the editor is open. */
  setLabels(labels: readonly KnownLabel[]): void {
    this.#labels = labels;
  }

  setTool(tool: Tool): void {
    if (this.isReadOnly && tool === "box") return;
    this.set({ tool, draft: null, ...(tool === "box" && { selection: new Set() }) });
  }

  // What is there

  /** The boxes that are shown. */
  boxes(): BoxAnnotation[] {
    return this.#state.areBoxesHidden ? [] : this.allBoxes().filter((box) => this.isShown(box));
  }

  /** The boxes that are there, hidden ones too. */
  allBoxes(): BoxAnnotation[] {
    return [...this.document.live()].filter(isBox);
  }

  isShown({ id, labelId }: Annotation): boolean {
    const { areBoxesHidden, hiddenLabels, hiddenBoxes } = this.#state;
    return !areBoxesHidden && !hiddenLabels.has(labelId) && !hiddenBoxes.has(id);
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

  /** The selected boxes that may be changed. */
  inHand(): BoxAnnotation[] {
    const { lockedBoxes } = this.#state;
    return this.selected().filter((box) => !lockedBoxes.has(box.id) && this.isShown(box));
  }

  /** The box that a person means at a point: a selected one first, else the smallest. */
  boxAt(point: ImagePoint, tolerance: number): AnnotationId | null {
    const hits = this.#within(this.grid.at(point, tolerance));
    return hits.find((id) => this.#state.selection.has(id)) ?? hits[0] ?? null;
  }

  /** The next box under the same point: clicking again walks through a pile. */
  nextBoxAt(point: ImagePoint, tolerance: number): AnnotationId | null {
    const hits = this.#within(this.grid.at(point, tolerance));
    const at = hits.findIndex((id) => this.#state.selection.has(id));
    return hits[(at + 1) % Math.max(1, hits.length)] ?? null;
  }

  boxesWithin(area: ImageBox): AnnotationId[] {
    return this.#within([...this.grid.within(area)]);
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
    this.select(this.#within(this.boxes().map(({ id }) => id)));
  }

  boxesInReadingOrder(): BoxAnnotation[] {
    return this.boxes().sort(inReadingOrder);
  }

  /** Every box in reading order, hidden ones too: what the list shows. */
  listedBoxes(): BoxAnnotation[] {
    return this.allBoxes().sort(inReadingOrder);
  }

  /** Hides the selected boxes on this screen, or shows all hidden ones when nothing is selected. */
  toggleHidden(): void {
    const { selection, hiddenBoxes } = this.#state;
    if (selection.size > 0)
      return this.set({ hiddenBoxes: new Set([...hiddenBoxes, ...selection]), selection: new Set() });
    this.set({ hiddenBoxes: new Set(), areBoxesHidden: false });
  }

  /** Hides one box, or shows it again. */
  toggleBox(id: AnnotationId): void {
    const hiddenBoxes = new Set(this.#state.hiddenBoxes);
    if (!hiddenBoxes.delete(id)) hiddenBoxes.add(id);
    // What cannot be seen must not be moved or deleted with the rest.
    const selection = new Set([...this.#state.selection].filter((one) => !hiddenBoxes.has(one)));
    this.set({ hiddenBoxes, selection });
  }

  /** Locks the selected boxes against this hand, or unlocks them when all of them are. */
  toggleLocked(ids: Iterable<AnnotationId> = this.#state.selection): void {
    const lockedBoxes = new Set(this.#state.lockedBoxes);
    const asked = [...ids];
    const areLocked = asked.every((id) => lockedBoxes.has(id));
    for (const id of asked) areLocked ? lockedBoxes.delete(id) : lockedBoxes.add(id);
    this.set({ lockedBoxes });
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

  /** A box as a hand would place it at this zoom: edges on whole pixels once those can be seen, inside the picture. */
  fitted(box: ImageBox): ImageBox | null {
    return clipBox(roundBox(box, this.step), this.image);
  }

  get step(): number {
    return placingStep(this.#state.viewport?.scale ?? 1);
  }

  /**
   * Adds a box under the label in hand, and selects it. Without a label the box waits while one is asked for.
   * Returns null when nothing was added.
   */
  createBox(box: ImageBox, labelId: LabelId | null = this.#state.activeLabel): AnnotationId | null {
    const fitted = this.fitted(box);
    if (!fitted || this.isReadOnly) return null;
    if (!labelId) {
      this.set({ waitingBox: fitted, open: "labels" });
      return null;
    }
    const op = this.#creation(labelId, fitted);
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
    this.#perform(this.#placings(boxes));
  }

  /** Steps by keys: quick ones of a kind, and those of a key held down, are taken back together. */
  #nudge(kind: Nudge["kind"], boxes: ReadonlyMap<AnnotationId, ImageBox>, isHeld: boolean): void {
    const ops = this.#placings(boxes);
    if (ops.length === 0) return;
    const atMs = performance.now();
    const last = this.#lastNudge;
    const isQuick = last.kind === kind && atMs - last.atMs < NUDGE_PAUSE_MS;
    this.#perform(ops, { isContinued: isHeld || isQuick });
    this.#lastNudge = { kind, atMs };
  }

  #placings(boxes: ReadonlyMap<AnnotationId, ImageBox>): AnnotationOperation[] {
    return [...boxes].flatMap(([id, box]): AnnotationOperation[] => {
      const clipped = clipBox(roundBox(box), this.image);
      const before = this.document.get(id);
      if (!clipped || !before || before.isDeleted || sameGeometry(before.geometry, boxGeometry(clipped)))
        return [];
      return [{ type: "set-geometry", id, geometry: boxGeometry(clipped) }];
    });
  }

  /** Moves the selection as one, stopped at the picture's edges. */
  moveSelected(by: ImagePoint, isHeld = false): void {
    const boxes = this.inHand();
    const around = boundingBox(boxes.map(({ geometry }) => geometry));
    if (!around) return;
    const moved = moveBox(around, by, this.image);
    const step = imagePoint(moved.x - around.x, moved.y - around.y);
    this.#nudge(
      "move",
      new Map(boxes.map(({ id, geometry }) => [id, moveBox(geometry, step, this.image)])),
      isHeld,
    );
  }

  /** Moves the right and bottom edges of the selected boxes, none closer than a pixel to its opposite. */
  growSelected(by: ImagePoint, isHeld = false): void {
    const grown = this.inHand().map(({ id, geometry: { x, y, width, height } }) => {
      const size = { width: Math.max(1, width + by.x), height: Math.max(1, height + by.y) };
      return [id, imageBox(x, y, size.width, size.height)] as const;
    });
    this.#nudge("grow", new Map(grown), isHeld);
  }

  /** Takes a label in hand; the selected boxes get it too, and so does a drawn one that waits for it. */
  takeLabel(labelId: LabelId): void {
    const { waitingBox } = this.#state;
    this.set({ activeLabel: labelId, waitingBox: null });
    if (waitingBox) return void this.createBox(waitingBox, labelId);
    const ops = this.inHand()
      .filter((annotation) => annotation.labelId !== labelId)
      .map(({ id }): AnnotationOperation => ({ type: "set-label", id, labelId }));
    this.#perform(ops);
  }

  /** Closes whatever is open over the picture; a box that waited for its label is let go. */
  close(): void {
    this.set({ open: null, waitingBox: null });
  }

  deleteSelected(): void {
    this.delete(this.inHand().map(({ id }) => id));
  }

  delete(ids: readonly AnnotationId[]): void {
    this.#perform(ids.map((id) => ({ type: "delete", id })));
    const gone = new Set(ids);
    this.select([...this.#state.selection].filter((id) => !gone.has(id)));
  }

  copy(): number {
    const copied = inStackingOrder(this.selected());
    if (copied.length === 0) return 0;
    clipboard = copied.map((box) => ({ box, labelName: this.#nameOf(box.labelId) }));
    return copied.length;
  }

  /** Adds the copied boxes, a little aside where they would lie on their originals, inside this picture. */
  paste(): number {
    return this.#addCopies(
      clipboard.map(({ box, labelName }) => ({
        copied: box,
        labelId: this.#labelFor(box.labelId, labelName),
        aside: this.document.get(box.id)?.isDeleted === false,
      })),
    );
  }

  duplicate(): number {
    return this.#addCopies(
      inStackingOrder(this.selected()).map((copied) => ({ copied, labelId: copied.labelId, aside: true })),
    );
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
    this.document.dismissSetback(setback);
    this.#perform([...revival, again]);
    this.select([again.id]);
  }

  // View

  resize(screen: ScreenSize): void {
    const before = this.#screen;
    this.#screen = screen;
    const { viewport } = this.#state;
    if (!viewport || before.width === 0 || isSameView(viewport, fitViewport(this.image, before)))
      return this.zoomToFit();
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

  /** Brings what is selected close; all of the picture when nothing is. */
  zoomToSelection(): void {
    const around = boundingBox(this.selected().map(({ geometry }) => geometry));
    if (!around || this.#screen.width === 0) return this.zoomToFit();
    this.setViewport(boxViewport(around, this.#screen));
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

  #perform(ops: readonly AnnotationOperation[], options: { isContinued?: boolean } = {}): void {
    if (this.isReadOnly || ops.length === 0) return;
    this.#lastNudge = NO_NUDGE;
    this.#history.perform(ops, options);
    if (this.#state.skippedSteps > 0) this.set({ skippedSteps: 0 });
  }

  #steppedBack(step: StepBack | null): void {
    if (!step) return;
    this.#lastNudge = NO_NUDGE;
    this.set({ skippedSteps: step.skipped });
    const touched = step.done.map(({ id }) => id).filter((id) => this.document.get(id)?.isDeleted === false);
    this.select(touched);
  }

  #creation(labelId: LabelId, box: ImageBox | null): AnnotationOperation & { type: "create" } {
    const geometry = box ? boxGeometry(box) : { type: "tag" as const };
    const z = generateKeyBetween(this.#topKey(), null);
    return { type: "create", id: newAnnotationId(), labelId, geometry, z, attributes: {} };
  }

  #topKey(): string | null {
    let top: string | null = null;
    for (const { z } of this.document.live()) if (top === null || z > top) top = z;
    return top;
  }

  #addCopies(sources: readonly { copied: BoxAnnotation; labelId: LabelId | null; aside: boolean }[]): number {
    const aside = Math.max(4, Math.min(this.image.width, this.image.height) / 50);
    const keys = generateNKeysBetween(this.#topKey(), null, sources.length);
    const ops = sources.flatMap(({ copied, labelId, aside: isAside }, index): AnnotationOperation[] => {
      const offset = isAside ? aside : 0;
      // A copy that would hang over the edge is moved in; only what is larger than the picture is cut.
      const moved = moveBox(copied.geometry, imagePoint(offset, offset), this.image);
      const box = clipBox(roundBox(moved), this.image);
      const z = keys[index];
      if (!box || !labelId || z === undefined) return [];
      const attributes = { ...copied.attributes };
      return [{ type: "create", id: newAnnotationId(), labelId, geometry: boxGeometry(box), z, attributes }];
    });
    this.#perform(ops);
    if (ops.length > 0) this.select(ops.map(({ id }) => id));
    return ops.length;
  }

  #nameOf(labelId: LabelId): string | undefined {
    return this.#labels.find(({ id }) => id === labelId)?.name;
  }

  /** The same label here, else its namesake, else the one in hand. */
  #labelFor(labelId: LabelId, name: string | undefined): LabelId | null {
    const same = this.#labels.find(({ id }) => id === labelId);
    const found = same ?? this.#labels.find((label) => label.name === name);
    return found?.id ?? this.#state.activeLabel;
  }

  /** Of these, what can be pointed at: shown and not locked. */
  #within(ids: readonly AnnotationId[]): AnnotationId[] {
    const { lockedBoxes } = this.#state;
    return ids.filter((id) => {
      const annotation = this.document.get(id);
      return annotation && !annotation.isDeleted && !lockedBoxes.has(id) && this.isShown(annotation);
    });
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

/** Copies lie on each other as their originals do. */
function inStackingOrder(boxes: readonly BoxAnnotation[]): BoxAnnotation[] {
  return [...boxes].sort((a, b) => (a.z === b.z ? (a.id < b.id ? -1 : 1) : a.z < b.z ? -1 : 1));
}

function isSameView(a: Viewport, b: Viewport): boolean {
  return a.scale === b.scale && a.offset.x === b.offset.x && a.offset.y === b.offset.y;
}
