import type { TRPCClient } from "@trpc/client";
import type { AnnotationDocument, PendingOperation } from "@/lib/annotation/document";
import type { ImageId, UserId } from "@/lib/ids";
import type { AppRouter } from "@/server/routers/app-router";
import { forgetOperations, keepOperations } from "./outbox";

export type SyncState =
  | { kind: "saved" }
  | { kind: "saving"; count: number }
  /** The server cannot be reached; the changes are kept on this device and sent again by themselves. */
  | { kind: "offline"; count: number }
  /** The session has ended; the changes are kept until the same person is back. */
  | { kind: "signedOut"; count: number }
  /** The server answered, and said no; the changes are kept until the person does something about it. */
  | { kind: "refused"; count: number; error: unknown };

export type SyncPlace = { team: string; dataset: string; imageId: ImageId; userId: UserId | null };

const BATCH = 200;
const RETRY_MS = { first: 1_000, longest: 30_000 } as const;
/** How long to wait for operations that are missing in between before asking for them. */
const GAP_MS = 1_500;

/** Carries operations between a document and the server: sends, keeps, retries, and listens to everybody's. */
export class AnnotationSync {
  readonly #client: TRPCClient<AppRouter>;
  readonly #document: AnnotationDocument;
  readonly #place: SyncPlace;
  readonly #onState: (state: SyncState) => void;
  /** Called when labels of the dataset were made, renamed or put away by somebody. */
  onLabels: (() => void) | undefined;
  #isSending = false;
  #retryMs: number = RETRY_MS.first;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #gapTimer: ReturnType<typeof setTimeout> | undefined;
  #listenTimer: ReturnType<typeof setTimeout> | undefined;
  #relistenMs: number = RETRY_MS.first;
  #subscription: { unsubscribe(): void } | undefined;
  #isStopped = false;
  #unkept: PendingOperation[] = [];

  constructor(options: {
    client: TRPCClient<AppRouter>;
    document: AnnotationDocument;
    place: SyncPlace;
    onState: (state: SyncState) => void;
  }) {
    this.#client = options.client;
    this.#document = options.document;
    this.#place = options.place;
    this.#onState = options.onState;
  }

  start(): void {
    this.#isStopped = false;
    window.addEventListener("online", this.#retryNow);
    this.#subscribe();
    void this.#send();
  }

  /** Stops listening. What is queued still goes out while the tab lives; else it waits on the device. */
  stop(): void {
    this.#isStopped = true;
    window.removeEventListener("online", this.#retryNow);
    this.#subscription?.unsubscribe();
    clearTimeout(this.#gapTimer);
    clearTimeout(this.#listenTimer);
  }

  /** Sends operations that the document has just done. They are written to the device first. */
  submit(operations: readonly PendingOperation[]): void {
    // Deleting a hundred boxes is a hundred operations, but one write and one call.
    if (this.#unkept.length === 0) queueMicrotask(() => void this.#keepAndSend());
    this.#unkept.push(...operations);
  }

  async #keepAndSend(): Promise<void> {
    this.#tell({ kind: "saving", count: this.#document.unsent.length });
    const records = this.#unkept.map((operation) => ({ ...operation, ...this.#place }));
    this.#unkept = [];
    // A device without storage (private mode, full disk) still edits; it only cannot keep work over a reload.
    await keepOperations(records).catch(() => undefined);
    await this.#send();
  }

  retry(): void {
    this.#retryNow();
  }

  #retryNow = () => {
    clearTimeout(this.#retryTimer);
    void this.#send();
  };

  async #send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      for (let batch = this.#nextBatch(); batch.length > 0; batch = this.#nextBatch())
        await this.#sendBatch(batch);
      this.#retryMs = RETRY_MS.first;
      this.#tell({ kind: "saved" });
    } catch (error) {
      await this.#failed(error);
    } finally {
      this.#isSending = false;
    }
  }

  /** The oldest unsent operations of one client id: a call carries one. */
  #nextBatch(): PendingOperation[] {
    const { unsent } = this.#document;
    const clientId = unsent[0]?.clientId;
    return unsent.filter((operation) => operation.clientId === clientId).slice(0, BATCH);
  }

  async #sendBatch(batch: PendingOperation[]): Promise<void> {
    const clientId = batch[0]?.clientId ?? this.#document.clientId;
    this.#tell({ kind: "saving", count: this.#document.unsent.length });
    const results = await this.#client.annotations.submit.mutate({
      team: this.#place.team,
      image: this.#place.imageId,
      clientId,
      ops: batch.map(({ mid, baseSeq, op }) => ({ mid, baseSeq, op })),
    });
    this.#document.acknowledge(clientId, results);
    await forgetOperations(batch).catch(() => undefined);
    this.#watchGap();
  }

  async #failed(error: unknown): Promise<void> {
    const count = this.#document.unsent.length;
    if (isRefusal(error)) {
      const isGone = await this.#hasLeft();
      return this.#tell(isGone ? { kind: "signedOut", count } : { kind: "refused", count, error });
    }
    this.#tell({ kind: "offline", count });
    if (this.#isStopped) return;
    this.#retryTimer = setTimeout(this.#retryNow, this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MS.longest);
  }

  /** Whether somebody else, or nobody, is signed in by now: to them a private team does not exist. */
  async #hasLeft(): Promise<boolean> {
    const me = await this.#client.identity.me.query().catch(() => null);
    return me !== null && (me.user?.id ?? null) !== this.#place.userId;
  }

  #subscribe(): void {
    const { team, imageId } = this.#place;
    this.#subscription?.unsubscribe();
    this.#subscription = this.#client.annotations.changes.subscribe(
      { team, image: imageId, seq: this.#document.seq },
      {
        onData: ({ data }) => {
          this.#relistenMs = RETRY_MS.first;
          // A piece of no operations says that the dataset's labels have changed.
          if (data.length === 0) return this.onLabels?.();
          this.#document.receive(data);
          this.#watchGap();
        },
        // The stream resumes by itself after a lost connection; after an answer that says no, it is opened anew.
        onError: () => this.#listenAgain(),
        onComplete: () => this.#listenAgain(),
      },
    );
  }

  #listenAgain(): void {
    clearTimeout(this.#listenTimer);
    if (this.#isStopped) return;
    this.#listenTimer = setTimeout(() => this.#subscribe(), this.#relistenMs);
    this.#relistenMs = Math.min(this.#relistenMs * 2, RETRY_MS.longest);
  }

  /** The stream and the answers overtake each other; only a gap that stays is asked for. */
  #watchGap(): void {
    clearTimeout(this.#gapTimer);
    if (!this.#document.hasGap || this.#isStopped) return;
    this.#gapTimer = setTimeout(() => void this.#fillGap(), GAP_MS);
  }

  async #fillGap(): Promise<void> {
    const { team, imageId } = this.#place;
    try {
      this.#document.receive(
        await this.#client.annotations.since.query({ team, image: imageId, seq: this.#document.seq }),
      );
    } catch {
      // No answer is no news: the stream resumes by itself, and the next piece looks for gaps again.
    }
    this.#watchGap();
  }

  #tell(state: SyncState): void {
    this.#onState(state);
  }
}

/** A typed refusal, which trying again would not change; anything else is a connection or server that may come back. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error) || !("data" in error)) return false;
  const { data } = error;
  if (typeof data !== "object" || data === null || !("httpStatus" in data)) return false;
  const { httpStatus } = data;
  return (
    typeof httpStatus === "number" &&
    httpStatus >= 400 &&
    httpStatus < 500 &&
    httpStatus !== 429 &&
    httpStatus !== 408
  );
}
