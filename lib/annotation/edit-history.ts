import type { AnnotationId } from "../ids";
import type { Annotation } from "./annotation";
import { invertOperation, stillStands } from "./invert-operation";
import type { AnnotationOperation } from "./operation";

type Step = { did: AnnotationOperation; inverse: AnnotationOperation };
type Entry = readonly Step[];

/** What the history needs of the document. */
export type EditedDocument = {
  get(id: AnnotationId): Annotation | undefined;
  dispatch(ops: readonly AnnotationOperation[]): unknown;
};

export type StepBack = {
  done: AnnotationOperation[] /** Steps left out, because somebody changed that since. */;
  skipped: number;
};

const LIMIT = 500;

/**
 * One person's undo and redo. Both are ordinary operations through the document's door, so that they are
 * ordered, logged and seen by everybody like any edit. A step is taken back only if the annotation still
 * stands as that step left it: undo never undoes somebody else.
 */
export class EditHistory {
  readonly #document: EditedDocument;
  #undo: Entry[] = [];
  #redo: Entry[] = [];

  constructor(document: EditedDocument) {
    this.#document = document;
  }

  get canUndo(): boolean {
    return this.#undo.length > 0;
  }

  get canRedo(): boolean {
    return this.#redo.length > 0;
  }

  /** Does operations as one entry of the history. */
  perform(ops: readonly AnnotationOperation[]): void {
    const steps = this.#dispatch(ops);
    if (steps.length === 0) return;
    this.#undo = [...this.#undo, steps].slice(-LIMIT);
    this.#redo = [];
  }

  undo(): StepBack | null {
    return this.#stepBack(this.#undo, this.#redo);
  }

  redo(): StepBack | null {
    return this.#stepBack(this.#redo, this.#undo);
  }

  #stepBack(from: Entry[], to: Entry[]): StepBack | null {
    const entry = from.pop();
    if (!entry) return null;
    const applicable = entry.filter(({ did }) => stillStands(this.#document.get(did.id), did));
    const steps = this.#dispatch(applicable.map(({ inverse }) => inverse).reverse());
    if (steps.length > 0) to.push(steps);
    return { done: steps.map(({ did }) => did), skipped: entry.length - applicable.length };
  }

  #dispatch(ops: readonly AnnotationOperation[]): Entry {
    const steps: Step[] = [];
    for (const op of ops) {
      const inverse = invertOperation(this.#document.get(op.id), op);
      if (!inverse) continue;
      this.#document.dispatch([op]);
      steps.push({ did: op, inverse });
    }
    return steps;
  }
}
