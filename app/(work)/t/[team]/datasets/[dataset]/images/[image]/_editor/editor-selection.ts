import type { AnnotationId } from "@/lib/ids";
import { type EditorBoxes, inReadingOrder } from "./editor-boxes";
import type { EditorStore } from "./editor-store";
import type { EditorView } from "./editor-view";

/** Which boxes the next command is about, and which are out of its reach: hidden, or locked on this screen. */
export class EditorSelection {
  readonly #store: EditorStore;
  readonly #boxes: EditorBoxes;
  readonly #view: EditorView;

  constructor(parts: { store: EditorStore; boxes: EditorBoxes; view: EditorView }) {
    this.#store = parts.store;
    this.#boxes = parts.boxes;
    this.#view = parts.view;
  }

  set(ids: Iterable<AnnotationId>): void {
    this.#store.set({ selection: new Set(ids) });
  }

  toggle(id: AnnotationId): void {
    this.set(toggled(this.#store.state.selection, id));
  }

  all(): void {
    this.set(this.#boxes.reachable(this.#boxes.shown().map(({ id }) => id)));
  }

  /** The next or previous box, in reading order. */
  cycle(step: 1 | -1): void {
    const boxes = inReadingOrder(this.#boxes.shown());
    const at = boxes.findIndex(({ id }) => this.#store.state.selection.has(id));
    const next = at < 0 ? boxes.at(step > 0 ? 0 : -1) : boxes[(at + step + boxes.length) % boxes.length];
    if (!next) return;
    this.set([next.id]);
    this.#view.reveal(next.geometry);
  }

  /** Hides the selected boxes on this screen, or shows all hidden ones when nothing is selected. */
  toggleHidden(): void {
    const { selection, hiddenBoxes } = this.#store.state;
    if (selection.size === 0) return this.#store.set({ hiddenBoxes: new Set(), areBoxesHidden: false });
    this.#store.set({ hiddenBoxes: new Set([...hiddenBoxes, ...selection]), selection: new Set() });
  }

  /** Hides one box, or shows it again. What cannot be seen must not be moved or deleted with the rest. */
  toggleHiddenBox(id: AnnotationId): void {
    const hiddenBoxes = toggled(this.#store.state.hiddenBoxes, id);
    const selection = new Set([...this.#store.state.selection].filter((one) => !hiddenBoxes.has(one)));
    this.#store.set({ hiddenBoxes, selection });
  }

  /** Locks the selected boxes against this hand, or unlocks them when all of them are. */
  toggleLocked(ids: Iterable<AnnotationId> = this.#store.state.selection): void {
    const lockedBoxes = new Set(this.#store.state.lockedBoxes);
    const asked = [...ids];
    const areLocked = asked.every((id) => lockedBoxes.has(id));
    for (const id of asked) areLocked ? lockedBoxes.delete(id) : lockedBoxes.add(id);
    this.#store.set({ lockedBoxes });
  }
}

function toggled(ids: ReadonlySet<AnnotationId>, id: AnnotationId): Set<AnnotationId> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
