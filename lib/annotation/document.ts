import type { AnnotationId } from "../ids";
import { type Annotation, applyOperation } from "./annotation";
import type { AnnotationOperation, LoggedOperation, SubmittedOperation } from "./operation";

/** An operation of this person that the server has not answered yet. It carries its own client id: it may be from an earlier visit. */
export type PendingOperation = SubmittedOperation & { readonly clientId: string };

/** The server's answer to one operation. */
export type OperationResult =
  | { mid: number; status: "accepted"; logged: LoggedOperation }
  | { mid: number; status: "rejected"; code: string; reason: string; args: Record<string, string | number> };

/** An operation of this person that did not come to be, with its value kept, so that it can be shown and done again. */
export type Setback =
  | { kind: "lost"; op: AnnotationOperation; clientId: string; mid: number; group: string }
  | {
      kind: "rejected";
      op: AnnotationOperation;
      clientId: string;
      mid: number;
      code: string;
      reason: string;
      args: Record<string, string | number>;
    };

export type DocumentChange = { readonly changed: ReadonlySet<AnnotationId> | "all" };

/**
 * One image's annotations in one browser: what the server has confirmed, and on top of it this person's
 * operations that are still on their way. What is shown is always confirmed state plus pending operations,
 * so that an answer from the server can come late, twice or out of order and everybody ends alike.
 * It knows no network, storage or screen: callers send `pending` and bring the answers back.
 */
export class AnnotationDocument {
  readonly clientId: string;
  #seq = 0;
  #nextMid: number;
  #confirmed = new Map<AnnotationId, Annotation>();
  #visible = new Map<AnnotationId, Annotation>();
  #pending = new Map<string, PendingOperation & { isAnswered: boolean }>();
  #pendingKeysById = new Map<AnnotationId, Set<string>>();
  /** Logged operations that came before one that they follow. */
  #early = new Map<number, LoggedOperation>();
  #setbacks: Setback[] = [];
  #listeners = new Set<(change: DocumentChange) => void>();
  #version = 0;

  constructor(options: { clientId: string; nextMid?: number }) {
    this.clientId = options.clientId;
    this.#nextMid = options.nextMid ?? 1;
  }

  /** The newest operation that this document holds without a gap. */
  get seq(): number {
    return this.#seq;
  }

  /** Grows with every change: a snapshot for `useSyncExternalStore`. */
  get version(): number {
    return this.#version;
  }

  /** Whether operations have arrived that the document cannot use before it gets those between. */
  get hasGap(): boolean {
    return this.#early.size > 0;
  }

  get setbacks(): readonly Setback[] {
    return this.#setbacks;
  }

  /** Operations that the server has not answered, oldest first. */
  get unsent(): PendingOperation[] {
    return [...this.#pending.values()].filter((operation) => !operation.isAnswered);
  }

  get(id: AnnotationId): Annotation | undefined {
    return this.#visible.get(id);
  }

  /** Everything that is not deleted, as this person sees it. */
  *live(): Generator<Annotation> {
    for (const annotation of this.#visible.values()) if (!annotation.isDeleted) yield annotation;
  }

  subscribe(listener: (change: DocumentChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Takes the server's whole state, tombstones included; pending operations stay on top. */
  load(state: { seq: number; annotations: Iterable<Annotation> }): void {
    if (state.seq < this.#seq) return;
    this.#seq = state.seq;
    this.#confirmed = new Map([...state.annotations].map((annotation) => [annotation.id, annotation]));
    for (const seq of this.#early.keys()) if (seq <= state.seq) this.#early.delete(seq);
    // The log up to `seq` is in the state already, so an answered operation up there needs no replay.
    for (const [key, operation] of this.#pending) if (operation.isAnswered) this.#forget(key);
    this.#drainEarly();
    this.#visible = new Map(this.#confirmed);
    for (const id of this.#pendingKeysById.keys()) this.#replay(id);
    this.#tell("all");
  }

  /** Puts back operations that an earlier visit left unsent. */
  adopt(operations: readonly PendingOperation[]): void {
    for (const operation of operations) {
      if (operation.clientId === this.clientId) this.#nextMid = Math.max(this.#nextMid, operation.mid + 1);
      this.#remember(operation);
    }
    const ids = new Set(operations.map(({ op }) => op.id));
    for (const id of ids) this.#replay(id);
    this.#tell(ids);
  }

  /** Does operations at once on this screen and queues them; returns what is to be stored and sent. */
  dispatch(ops: readonly AnnotationOperation[]): PendingOperation[] {
    const queued = ops.map((op) => ({
      clientId: this.clientId,
      mid: this.#nextMid++,
      baseSeq: this.#seq,
      op,
    }));
    for (const operation of queued) {
      this.#remember(operation);
      this.#show(operation.op);
    }
    this.#tell(new Set(ops.map(({ id }) => id)));
    return queued;
  }

  /** Takes operations of the image's log, this person's own among them, in any order and any number of times. */
  receive(operations: readonly LoggedOperation[]): void {
    const changed = new Set<AnnotationId>();
    for (const operation of operations) {
      this.#noteAnswer(operation, changed);
      if (operation.seq > this.#seq) this.#early.set(operation.seq, operation);
    }
    this.#drainEarly(changed);
    for (const id of changed) this.#replay(id);
    this.#tell(changed);
  }

  /** Takes the server's answers to operations of `clientId`. */
  acknowledge(clientId: string, results: readonly OperationResult[]): void {
    const changed = new Set<AnnotationId>();
    for (const result of results) if (result.status === "rejected") this.#reject(clientId, result, changed);
    for (const id of changed) this.#replay(id);
    if (changed.size > 0) this.#tell(changed);
    this.receive(results.flatMap((result) => (result.status === "accepted" ? [result.logged] : [])));
  }

  dismissSetback(setback: Setback): void {
    this.#setbacks = this.#setbacks.filter((kept) => kept !== setback);
    this.#tell(new Set());
  }

  #noteAnswer(operation: LoggedOperation, changed: Set<AnnotationId>): void {
    const key = keyOf(operation);
    const own = this.#pending.get(key);
    if (!own || own.isAnswered) return;
    own.isAnswered = true;
    const [group] = operation.lost;
    if (group !== undefined)
      this.#setbacks = [
        ...this.#setbacks,
        { kind: "lost", op: own.op, clientId: own.clientId, mid: own.mid, group },
      ];
    // Lost, or already part of the loaded state: nothing of it is left to show.
    if (group === undefined && operation.seq > this.#seq) return;
    this.#forget(key);
    changed.add(own.op.id);
  }

  #reject(
    clientId: string,
    result: Extract<OperationResult, { status: "rejected" }>,
    changed: Set<AnnotationId>,
  ): void {
    const key = keyOf({ clientId, mid: result.mid });
    const own = this.#pending.get(key);
    if (!own) return;
    this.#forget(key);
    changed.add(own.op.id);
    const { code, reason, args } = result;
    this.#setbacks = [
      ...this.#setbacks,
      { kind: "rejected", op: own.op, clientId, mid: own.mid, code, reason, args },
    ];
  }

  #drainEarly(changed?: Set<AnnotationId>): void {
    for (let next = this.#early.get(this.#seq + 1); next; next = this.#early.get(this.#seq + 1)) {
      this.#early.delete(next.seq);
      this.#seq = next.seq;
      this.#confirm(next);
      this.#forget(keyOf(next));
      changed?.add(next.op.id);
    }
  }

  #confirm({ op, lost }: LoggedOperation): void {
    if (lost.length > 0) return;
    const after = applyOperation(this.#confirmed.get(op.id), op);
    if (after) this.#confirmed.set(op.id, after);
  }

  #remember(operation: PendingOperation): void {
    const key = keyOf(operation);
    this.#pending.set(key, { ...operation, isAnswered: false });
    const keys = this.#pendingKeysById.get(operation.op.id) ?? new Set();
    this.#pendingKeysById.set(operation.op.id, keys.add(key));
  }

  #forget(key: string): void {
    const operation = this.#pending.get(key);
    if (!operation) return;
    this.#pending.delete(key);
    const keys = this.#pendingKeysById.get(operation.op.id);
    keys?.delete(key);
    if (keys?.size === 0) this.#pendingKeysById.delete(operation.op.id);
  }

  /** Shows one annotation anew: as confirmed, with what is pending on top. */
  #replay(id: AnnotationId): void {
    const confirmed = this.#confirmed.get(id);
    if (confirmed) this.#visible.set(id, confirmed);
    else this.#visible.delete(id);
    for (const key of this.#pendingKeysById.get(id) ?? []) {
      const operation = this.#pending.get(key);
      if (operation) this.#show(operation.op);
    }
  }

  #show(op: AnnotationOperation): void {
    const after = applyOperation(this.#visible.get(op.id), op);
    if (after) this.#visible.set(op.id, after);
  }

  #tell(changed: ReadonlySet<AnnotationId> | "all"): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener({ changed });
  }
}

function keyOf({ clientId, mid }: { clientId: string; mid: number }): string {
  return `${clientId}/${mid}`;
}
