import type { Annotation } from "@/lib/annotation/annotation";
import type { ImageBox, ImagePoint, ImageSize } from "@/lib/annotation/coordinates";
import type { AnnotationDocument, DocumentChange } from "@/lib/annotation/document";
import type { BoxGeometry } from "@/lib/annotation/geometry";
import { SpatialGrid } from "@/lib/annotation/spatial-grid";
import type { AnnotationId } from "@/lib/ids";
import type { EditorStore } from "./editor-store";

export type BoxAnnotation = Annotation & { readonly geometry: BoxGeometry };

/** The document's boxes as one person sees them: what is shown, what is in hand, what lies under a point. */
export class EditorBoxes {
  readonly grid: SpatialGrid<AnnotationId>;
  readonly #document: AnnotationDocument;
  readonly #store: EditorStore;

  constructor(document: AnnotationDocument, store: EditorStore, image: ImageSize) {
    this.#document = document;
    this.#store = store;
    this.grid = new SpatialGrid(image);
    this.#follow({ changed: "all" });
    document.subscribe((change) => this.#follow(change));
  }

  /** Hidden ones too. */
  all(): BoxAnnotation[] {
    return [...this.#document.live()].filter(isBox);
  }

  shown(): BoxAnnotation[] {
    return this.#store.state.areBoxesHidden ? [] : this.all().filter((box) => this.isShown(box));
  }

  isShown({ id, labelId }: Annotation): boolean {
    const { areBoxesHidden, hiddenLabels, hiddenBoxes } = this.#store.state;
    return !areBoxesHidden && !hiddenLabels.has(labelId) && !hiddenBoxes.has(id);
  }

  selected(): BoxAnnotation[] {
    return [...this.#store.state.selection].flatMap((id) => {
      const annotation = this.#document.get(id);
      return annotation && !annotation.isDeleted && isBox(annotation) ? [annotation] : [];
    });
  }

  /** The selected boxes that may be changed. */
  inHand(): BoxAnnotation[] {
    const { lockedBoxes } = this.#store.state;
    return this.selected().filter((box) => !lockedBoxes.has(box.id) && this.isShown(box));
  }

  /** The box that a person means at a point: a selected one first, else the smallest. */
  at(point: ImagePoint, tolerance: number): AnnotationId | null {
    const hits = this.reachable(this.grid.at(point, tolerance));
    return hits.find((id) => this.#store.state.selection.has(id)) ?? hits[0] ?? null;
  }

  /** The next box under the same point: clicking again walks through a pile. */
  nextAt(point: ImagePoint, tolerance: number): AnnotationId | null {
    const hits = this.reachable(this.grid.at(point, tolerance));
    const at = hits.findIndex((id) => this.#store.state.selection.has(id));
    return hits[(at + 1) % Math.max(1, hits.length)] ?? null;
  }

  within(area: ImageBox): AnnotationId[] {
    return this.reachable([...this.grid.within(area)]);
  }

  /** Of these, what can be pointed at: shown and not locked. */
  reachable(ids: readonly AnnotationId[]): AnnotationId[] {
    const { lockedBoxes } = this.#store.state;
    return ids.filter((id) => {
      const annotation = this.#document.get(id);
      return annotation && !annotation.isDeleted && !lockedBoxes.has(id) && this.isShown(annotation);
    });
  }

  #follow({ changed }: DocumentChange): void {
    if (changed === "all") this.grid.clear();
    for (const id of changed === "all" ? this.all().map((box) => box.id) : changed) {
      const annotation = this.#document.get(id);
      if (annotation && !annotation.isDeleted && isBox(annotation)) this.grid.set(id, annotation.geometry);
      else this.grid.delete(id);
    }
  }
}

/** From the top, then from the left. */
export function inReadingOrder(boxes: BoxAnnotation[]): BoxAnnotation[] {
  return boxes.sort(
    (a, b) => a.geometry.y - b.geometry.y || a.geometry.x - b.geometry.x || (a.id < b.id ? -1 : 1),
  );
}

function isBox(annotation: Annotation): annotation is BoxAnnotation {
  return annotation.geometry.type === "box";
}
