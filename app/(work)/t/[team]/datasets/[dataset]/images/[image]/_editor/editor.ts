import type { Annotation } from "@/lib/annotation/annotation";
import { boundingBox, clipBox, moveBox, placingStep, roundBox } from "@/lib/annotation/box";
import {
  type ImageBox,
  type ImagePoint,
  type ImageSize,
  imageBox,
  imagePoint,
} from "@/lib/annotation/coordinates";
import type { AnnotationDocument, PendingOperation, Setback } from "@/lib/annotation/document";
import { EditHistory, type StepBack } from "@/lib/annotation/edit-history";
import { boxGeometry, sameGeometry } from "@/lib/annotation/geometry";
import type { AnnotationOperation } from "@/lib/annotation/operation";
import type { AnnotationId, LabelId } from "@/lib/ids";
import {
  type CopySource,
  copiedBoxes,
  copyBoxes,
  creationsOf,
  duplicatesOf,
  type KnownLabel,
} from "./copied-boxes";
import { creation, newAnnotationId, topKey } from "./creation";
import { EditorBoxes } from "./editor-boxes";
import { EditorSelection } from "./editor-selection";
import type { EditorState, Tool } from "./editor-state";
import { EditorStore } from "./editor-store";
import { EditorView } from "./editor-view";

/** Arrow keys pressed faster than this are one step of the history. */
const NUDGE_PAUSE_MS = 1_000;

type Nudge = { kind: "move" | "grow"; atMs: number };
const NO_NUDGE: Nudge = { kind: "move", atMs: Number.NEGATIVE_INFINITY };

/**
 * The editor without a screen: the document, one person's history, the selection and the view, and the
 * commands that every button, key and gesture calls. It draws nothing and sends nothing itself.
 */
export class Editor {
  readonly document: AnnotationDocument;
  readonly image: ImageSize;
  readonly isReadOnly: boolean;
  readonly boxes: EditorBoxes;
  readonly view: EditorView;
  readonly selection: EditorSelection;
  readonly #store = new EditorStore();
  readonly #history: EditHistory;
  #labels: readonly KnownLabel[];
  #lastNudge = NO_NUDGE;

  constructor(options: {
    document: AnnotationDocument;
    image: ImageSize;
    isReadOnly: boolean;
    labels: readonly KnownLabel[];
    submit: (operations: PendingOperation[]) => void;
  }) {
    const { document, image, labels, isReadOnly, submit } = options;
    this.document = document;
    this.image = image;
    this.isReadOnly = isReadOnly;
    this.#labels = labels;
    this.boxes = new EditorBoxes(document, this.#store, image);
    this.view = new EditorView(this.#store, image);
    this.selection = new EditorSelection({ store: this.#store, boxes: this.boxes, view: this.view });
    this.#history = new EditHistory({
      get: (id) => document.get(id),
      dispatch: (ops) => submit(document.dispatch(ops)),
    });
    document.subscribe(() => this.#store.notify());
    const { activeLabel, tool } = this.state;
    const isKnown = labels.some(({ id }) => id === activeLabel);
    this.set({
      activeLabel: isKnown ? activeLabel : (labels[0]?.id ?? null),
      tool: isReadOnly ? "select" : tool,
    });
  }

  get state(): EditorState {
    return this.#store.state;
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener);

  set(change: Partial<EditorState>): void {
    this.#store.set(change);
  }

  /** Labels come and go while the editor is open. */
  setLabels(labels: readonly KnownLabel[]): void {
    this.#labels = labels;
  }

  setTool(tool: Tool): void {
    if (this.isReadOnly && tool === "box") return;
    this.set({ tool, draft: null, ...(tool === "box" && { selection: new Set() }) });
  }

  /** Closes whatever is open over the picture; a box that waited for its label is let go. */
  close(): void {
    this.set({ open: null, waitingBox: null });
  }

  /** Brings what is selected close; all of the picture when nothing is. */
  zoomToSelection(): void {
    const around = boundingBox(this.boxes.selected().map(({ geometry }) => geometry));
    if (around) this.view.zoomTo(around);
    else this.view.fit();
  }

  // Placing

  /** A box as a hand would place it at this zoom: edges on whole pixels once those can be seen, inside the picture. */
  fitted(box: ImageBox): ImageBox | null {
    return clipBox(roundBox(box, this.step), this.image);
  }

  get step(): number {
    return placingStep(this.state.viewport?.scale ?? 1);
  }

  /**
   * Adds a box under the label in hand, and selects it. Without a label the box waits while one is asked for.
   * Returns null when nothing was added.
   */
  createBox(box: ImageBox, labelId: LabelId | null = this.state.activeLabel): AnnotationId | null {
    const fitted = this.fitted(box);
    if (!fitted || this.isReadOnly) return null;
    if (!labelId) {
      this.set({ waitingBox: fitted, open: "labels" });
      return null;
    }
    const op = creation(this.document, labelId, fitted);
    this.#perform([op]);
    this.selection.set([op.id]);
    return op.id;
  }

  /** For those who do not drag: a box of a quarter of what is in view, in its middle. */
  createBoxInView(): AnnotationId | null {
    const seen = this.view.visible;
    const whole = imageBox(0, 0, this.image.width, this.image.height);
    const { x, y, width, height } = (seen && clipBox(seen, this.image)) ?? whole;
    return this.createBox(imageBox(x + width * 0.375, y + height * 0.375, width / 4, height / 4));
  }

  /** Gives boxes new places: the end of a drag, or numbers typed in. */
  setBoxes(boxes: ReadonlyMap<AnnotationId, ImageBox>): void {
    this.#perform(this.#placings(boxes));
  }

  /** Moves the selection as one, stopped at the picture's edges. */
  moveSelected(by: ImagePoint, isHeld = false): void {
    const boxes = this.boxes.inHand();
    const around = boundingBox(boxes.map(({ geometry }) => geometry));
    if (!around) return;
    const moved = moveBox(around, by, this.image);
    const step = imagePoint(moved.x - around.x, moved.y - around.y);
    const places = boxes.map(({ id, geometry }) => [id, moveBox(geometry, step, this.image)] as const);
    this.#nudge("move", new Map(places), isHeld);
  }

  /** Moves the right and bottom edges of the selected boxes, none closer than a pixel to its opposite. */
  growSelected(by: ImagePoint, isHeld = false): void {
    const grown = this.boxes.inHand().map(({ id, geometry: { x, y, width, height } }) => {
      const size = { width: Math.max(1, width + by.x), height: Math.max(1, height + by.y) };
      return [id, imageBox(x, y, size.width, size.height)] as const;
    });
    this.#nudge("grow", new Map(grown), isHeld);
  }

  // Labels

  /** Takes a label in hand; the selected boxes get it too, and so does a drawn one that waits for it. */
  takeLabel(labelId: LabelId): void {
    const { waitingBox } = this.state;
    this.set({ activeLabel: labelId, waitingBox: null });
    if (waitingBox) return void this.createBox(waitingBox, labelId);
    const ops = this.boxes
      .inHand()
      .filter((annotation) => annotation.labelId !== labelId)
      .map(({ id }): AnnotationOperation => ({ type: "set-label", id, labelId }));
    this.#perform(ops);
  }

  /** Labels of the picture as a whole. */
  tags(): Annotation[] {
    return [...this.document.live()].filter(({ geometry }) => geometry.type === "tag");
  }

  setTag(labelId: LabelId, isOn: boolean): void {
    const tag = this.tags().find((annotation) => annotation.labelId === labelId);
    if (isOn && !tag) this.#perform([creation(this.document, labelId, null)]);
    if (!isOn && tag) this.#perform([{ type: "delete", id: tag.id }]);
  }

  // Copies and deletions

  /** Puts the selected boxes on the clipboard; returns how many. */
  copy(): number {
    return copyBoxes(this.boxes.selected(), this.#labels);
  }

  /** Adds the copied boxes, a little aside where they would lie on their originals; returns how many. */
  paste(): number {
    return this.#addCopies(
      copiedBoxes({
        labels: this.#labels,
        activeLabel: this.state.activeLabel,
        isHere: ({ id }) => this.document.get(id)?.isDeleted === false,
      }),
    );
  }

  duplicate(): number {
    return this.#addCopies(duplicatesOf(this.boxes.selected()));
  }

  deleteSelected(): void {
    this.delete(this.boxes.inHand().map(({ id }) => id));
  }

  delete(ids: readonly AnnotationId[]): void {
    this.#perform(ids.map((id) => ({ type: "delete", id })));
    const gone = new Set(ids);
    this.selection.set([...this.state.selection].filter((id) => !gone.has(id)));
  }

  // History

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
    this.selection.set([again.id]);
  }

  #perform(ops: readonly AnnotationOperation[], options: { isContinued?: boolean } = {}): void {
    if (this.isReadOnly || ops.length === 0) return;
    this.#lastNudge = NO_NUDGE;
    this.#history.perform(ops, options);
    if (this.state.skippedSteps > 0) this.set({ skippedSteps: 0 });
  }

  #steppedBack(step: StepBack | null): void {
    if (!step) return;
    this.#lastNudge = NO_NUDGE;
    this.set({ skippedSteps: step.skipped });
    const touched = step.done.map(({ id }) => id).filter((id) => this.document.get(id)?.isDeleted === false);
    this.selection.set(touched);
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

  #addCopies(sources: readonly CopySource[]): number {
    const ops = creationsOf(sources, { image: this.image, topKey: topKey(this.document) });
    this.#perform(ops);
    if (ops.length > 0) this.selection.set(ops.map(({ id }) => id));
    return ops.length;
  }
}
