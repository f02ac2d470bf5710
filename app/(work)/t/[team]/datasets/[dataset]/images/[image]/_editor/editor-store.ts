import { carriedOver, type EditorState, FIRST_STATE } from "./editor-state";

let lastVisit: Partial<EditorState> = {};

/** Holds the editor's state and tells its listeners of changes, to it and to the document. */
export class EditorStore {
  #state: EditorState = { ...FIRST_STATE, ...lastVisit };
  #listeners = new Set<() => void>();

  get state(): EditorState {
    return this.#state;
  }

  set(change: Partial<EditorState>): void {
    this.#state = { ...this.#state, ...change };
    lastVisit = carriedOver(this.#state);
    this.notify();
  }

  notify(): void {
    for (const listener of this.#listeners) listener();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
}
