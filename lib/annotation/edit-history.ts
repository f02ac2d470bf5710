import type { AnnotationId } from "../ids";
import { type Annotation, applyOperation } from "./annotation";
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
  done: AnnotationOperation[];
  /** How many steps were left out, because somebody had changed that since. */
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

  /** Does operations as one entry of the history; as part of the last one, when they go on with it (a key held down). */
  perform(ops: readonly AnnotationOperation[], options: { isContinued?: boolean } = {}): void {
    const steps = this.#dispatch(ops);
    if (steps.length === 0) return;
    const joined = options.isContinued ? join(this.#undo.at(-1), steps) : null;
    this.#undo = [...(joined ? this.#undo.slice(0, -1) : this.#undo), joined ?? steps].slice(-LIMIT);
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
    const inverses = this.#applicable(entry);
    const steps = this.#dispatch(inverses);
    if (steps.length > 0) to.push(steps);
    return { done: steps.map(({ did }) => did), skipped: entry.length - inverses.length };
  }

  /** The inverses, last first, of the steps that still stand, each looked at where those after it are taken back. */
  #applicable(entry: Entry): AnnotationOperation[] {
    const standing = new Map<AnnotationId, Annotation | undefined>();
    return entry.toReversed().flatMap(({ did, inverse }) => {
      const now = standing.has(did.id) ? standing.get(did.id) : this.#document.get(did.id);
      if (!stillStands(now, did)) return [];
      standing.set(did.id, applyOperation(now, inverse) ?? now);
      return [inverse];
    });
  }

  /** One call to the document for all of them: thousands of boxes are deleted as one change. */
  #dispatch(ops: readonly AnnotationOperation[]): Entry {
    const standing = new Map<AnnotationId, Annotation | undefined>();
    const steps: Step[] = [];
    for (const op of ops) {
      const before = standing.has(op.id) ? standing.get(op.id) : this.#document.get(op.id);
      const inverse = invertOperation(before, op);
      if (!inverse) continue;
      standing.set(op.id, applyOperation(before, op) ?? before);
      steps.push({ did: op, inverse });
    }
    if (steps.length > 0) this.#document.dispatch(steps.map(({ did }) => did));
    return steps;
  }
}

/** The last entry with later steps on the same annotations and field groups as its end; null when they are others. */
function join(last: Entry | undefined, steps: Entry): Entry | null {
  if (last?.length !== steps.length) return null;
  const earlier = new Map(last.map((step) => [step.did.id, step]));
  const joined = steps.flatMap(({ did }) => {
    const first = earlier.get(did.id);
    return first && first.did.type === did.type ? [{ did, inverse: first.inverse }] : [];
  });
  return joined.length === steps.length ? joined : null;
}
