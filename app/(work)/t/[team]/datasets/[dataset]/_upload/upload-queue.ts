import { z } from "zod";
import { errorFacts } from "@/app/_ui/use-error-message";
import { UploadId } from "@/lib/ids";
import type { NamedFile } from "./named-file";

const PART_BYTES = 4 * 1024 ** 2;
const AT_ONCE = 3;
const TRIES = 4;

type Item = NamedFile & {
  state: "waiting" | "sending" | "failed" | "sent";
  id: UploadId | null;
  sentBytes: number;
  error: unknown;
};

export type UploadSnapshot = {
  files: number;
  sent: number;
  failed: number;
  bytes: number;
  sentBytes: number;
  isPaused: boolean;
  isStarting: boolean;
  /** Why the first failed file failed, or the import could not be started. */
  error: unknown;
};

const IDLE: UploadSnapshot = {
  files: 0,
  sent: 0,
  failed: 0,
  bytes: 0,
  sentBytes: 0,
  isPaused: false,
  isStarting: false,
  error: null,
};

const Announced = z.object({ id: UploadId });
const State = z.object({ receivedBytes: z.number() });

/**
 * Sends files in parts, three at a time, and starts one import when all have arrived. Interrupted files go on
 * where the server has them; nothing is sent twice. Headless: screens subscribe to its snapshots.
 */
export class UploadQueue {
  #items: Item[] = [];
  #listeners = new Set<() => void>();
  #snapshot = IDLE;
  #stop = new AbortController();
  #isPaused = false;
  #isStarting = false;
  #startError: unknown = null;
  readonly #team: string;
  readonly #startImport: (uploadIds: UploadId[]) => Promise<unknown>;

  constructor(team: string, startImport: (uploadIds: UploadId[]) => Promise<unknown>) {
    this.#team = team;
    this.#startImport = startImport;
  }

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
  snapshot = () => this.#snapshot;

  add(files: NamedFile[]): void {
    this.#items.push(
      ...files.map((named): Item => ({ ...named, state: "waiting", id: null, sentBytes: 0, error: null })),
    );
    this.#tell();
    this.#fill();
  }

  pause(): void {
    this.#isPaused = true;
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#tell();
  }

  resume(): void {
    this.#isPaused = false;
    this.#tell();
    this.#fill();
  }

  retry(): void {
    for (const item of this.#items) if (item.state === "failed") item.state = "waiting";
    this.#startError = null;
    this.resume();
  }

  /** Leaves out what could not be sent and goes on with the rest. */
  skipFailed(): void {
    this.#items = this.#items.filter(({ state }) => state !== "failed");
    this.#tell();
    this.#fill();
  }

  cancel(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    const begun = this.#items.flatMap(({ id }) => id ?? []);
    this.#items = [];
    this.#isPaused = false;
    this.#startError = null;
    this.#tell();
    for (const id of begun) void fetch(`/api/uploads/${id}`, { method: "DELETE" }).catch(() => undefined);
  }

  #fill(): void {
    if (this.#isPaused) return;
    const sending = this.#items.filter(({ state }) => state === "sending").length;
    const waiting = this.#items.filter(({ state }) => state === "waiting").slice(0, AT_ONCE - sending);
    for (const item of waiting) {
      item.state = "sending";
      void this.#send(item, this.#stop.signal);
    }
    if (this.#items.length > 0 && this.#items.every(({ state }) => state === "sent")) void this.#start();
  }

  async #send(item: Item, signal: AbortSignal): Promise<void> {
    try {
      await this.#sendAll(item, signal);
      item.state = "sent";
    } catch (error) {
      item.state = signal.aborted ? "waiting" : "failed";
      item.error = error;
    }
    this.#tell();
    this.#fill();
  }

  async #sendAll(item: Item, signal: AbortSignal): Promise<void> {
    item.id ??= await this.#announce(item, signal);
    for (let tries = 1; item.sentBytes < item.file.size; ) {
      try {
        await this.#sendPart(item, item.id, signal);
        tries = 1;
      } catch (error) {
        if (signal.aborted || tries >= TRIES || !isWorthRetrying(error)) throw error;
        await pause(500 * 2 ** tries, signal);
        tries += 1;
        item.sentBytes = State.parse(await ask(`/api/uploads/${item.id}`, { signal })).receivedBytes;
      }
    }
  }

  async #announce({ file, path }: Item, signal: AbortSignal): Promise<UploadId> {
    const body = JSON.stringify({ team: this.#team, fileName: path, bytes: file.size });
    const headers = { "content-type": "application/json" };
    return Announced.parse(await ask("/api/uploads", { method: "POST", body, headers, signal })).id;
  }

  async #sendPart(item: Item, id: UploadId, signal: AbortSignal): Promise<void> {
    const body = item.file.slice(item.sentBytes, item.sentBytes + PART_BYTES);
    const headers = { "content-type": "application/octet-stream" };
    const answer = await ask(`/api/uploads/${id}?offset=${item.sentBytes}`, {
      method: "PUT",
      body,
      headers,
      signal,
    });
    item.sentBytes = State.parse(answer).receivedBytes;
    this.#tell();
  }

  async #start(): Promise<void> {
    if (this.#isStarting) return;
    this.#isStarting = true;
    this.#tell();
    const batch = this.#items;
    try {
      await this.#startImport(batch.flatMap(({ id }) => id ?? []));
      this.#items = this.#items.filter((item) => !batch.includes(item));
    } catch (error) {
      this.#startError = error;
      this.#isPaused = true;
    } finally {
      this.#isStarting = false;
      this.#tell();
    }
  }

  #tell(): void {
    const items = this.#items;
    const failed = items.filter(({ state }) => state === "failed");
    this.#snapshot = {
      files: items.length,
      sent: items.filter(({ state }) => state === "sent").length,
      failed: failed.length,
      bytes: items.reduce((sum, { file }) => sum + file.size, 0),
      sentBytes: items.reduce((sum, { sentBytes }) => sum + sentBytes, 0),
      isPaused: this.#isPaused,
      isStarting: this.#isStarting,
      error: this.#startError ?? failed[0]?.error ?? null,
    };
    for (const listener of this.#listeners) listener();
  }
}

/** A refused request, in the shape that `useErrorMessage` words. */
class Refusal extends Error {
  readonly error: unknown;
  readonly status: number;
  constructor(status: number, body: unknown) {
    super(`refused with ${status}`);
    this.status = status;
    this.error = z.object({ error: z.unknown() }).safeParse(body).data?.error ?? { code: "internal" };
  }
}

async function ask(url: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(url, init);
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new Refusal(response.status, body);
  return body;
}

/** A lost connection, a busy server or a part that the server has already. */
function isWorthRetrying(error: unknown): boolean {
  if (!(error instanceof Refusal)) return errorFacts(error).code === "offline";
  return error.status === 409 || error.status === 429 || error.status === 502 || error.status === 503;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
