import type { Database, Transaction } from "@/db/client";
import { listenToTopics, notifyTopics } from "@/db/listen";
import { database } from "../database";
import { log } from "../log";

const RETRY_MS = { first: 250, longest: 5_000 } as const;
const LINGER_MS = 10_000;

/** Wakes, once this transaction has committed, everybody in any process who watches one of `topics` ("image:<id>", "run:<id>"). */
export function notifyChange(tx: Transaction, ...topics: [string, ...string[]]): Promise<void> {
  return notifyTopics(tx, topics);
}

/**
 * Yields at once, then whenever `topic` may have changed: after each commit that notified it (several may
 * come as one) and after a lost connection to Postgres was mended. It carries no data: read the rows that are
 * newer than those you have, each time. Ends when `signal` aborts; join `shutdownController().signal` to it.
 */
export async function* subscribeTopic(
  topic: string,
  signal: AbortSignal,
  db: Database = database(),
): AsyncGenerator<void> {
  for await (const _ of subscribeTopics([topic], signal, db)) yield;
}

/** The same for several topics: yields those that may have changed, which at first and after a lost connection is all. */
export async function* subscribeTopics(
  topics: readonly string[],
  signal: AbortSignal,
  db: Database = database(),
): AsyncGenerator<ReadonlySet<string>> {
  const bus = busOf(db);
  const waker = new Waker();
  const woken = new Set(topics);
  const wake = () => waker.wake();
  const leaves = topics.map((topic) =>
    bus.join(topic, () => {
      woken.add(topic);
      wake();
    }),
  );
  signal.addEventListener("abort", wake, { once: true });
  try {
    while (!signal.aborted) {
      const changed = new Set(woken);
      woken.clear();
      yield changed;
      await waker.next(signal);
    }
  } finally {
    signal.removeEventListener("abort", wake);
    for (const leave of leaves) leave();
  }
}

/** Remembers one wake-up, so that a change between two reads is not missed. */
class Waker {
  #pending = false;
  #resolve: (() => void) | undefined;

  wake(): void {
    this.#pending = true;
    this.#resolve?.();
  }

  async next(signal: AbortSignal): Promise<void> {
    if (!this.#pending && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#resolve = resolve;
      });
    }
    this.#pending = false;
    this.#resolve = undefined;
  }
}

/** One LISTEN connection for a process, held while somebody watches. */
class ChangeBus {
  readonly #db: Database;
  readonly #watchers = new Map<string, Set<() => void>>();
  #connection: { close(): Promise<void> } | undefined;
  #isConnecting = false;
  #retryMs: number = RETRY_MS.first;
  #lingerTimer: NodeJS.Timeout | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  join(topic: string, wake: () => void): () => void {
    const watchers = this.#watchers.get(topic) ?? new Set();
    this.#watchers.set(topic, watchers.add(wake));
    clearTimeout(this.#lingerTimer);
    void this.#connect();
    return () => this.#leave(topic, wake);
  }

  #leave(topic: string, wake: () => void): void {
    const watchers = this.#watchers.get(topic);
    watchers?.delete(wake);
    if (watchers?.size === 0) this.#watchers.delete(topic);
    if (this.#watchers.size > 0) return;
    clearTimeout(this.#lingerTimer);
    this.#lingerTimer = setTimeout(() => void this.#close(), LINGER_MS).unref();
  }

  async #connect(): Promise<void> {
    if (this.#connection || this.#isConnecting) return;
    this.#isConnecting = true;
    try {
      this.#connection = await listenToTopics(this.#db, {
        onTopic: (topic) => this.#wake(this.#watchers.get(topic)),
        onLost: () => this.#lost(),
      });
      this.#retryMs = RETRY_MS.first;
      for (const watchers of this.#watchers.values()) this.#wake(watchers);
    } catch (error) {
      log.warn({ err: error, retryMs: this.#retryMs }, "cannot listen for changes");
      this.#retryLater();
    } finally {
      this.#isConnecting = false;
    }
  }

  #wake(watchers: Set<() => void> | undefined): void {
    for (const wake of watchers ?? []) wake();
  }

  #lost(): void {
    if (!this.#connection) return;
    this.#connection = undefined;
    if (this.#watchers.size > 0) this.#retryLater();
  }

  #retryLater(): void {
    const timer = setTimeout(() => this.#watchers.size > 0 && void this.#connect(), this.#retryMs);
    timer.unref();
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MS.longest);
  }

  async #close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    await connection?.close();
  }
}

// On `globalThis`, so that Next's hot reload does not open another connection.
const globals = globalThis as { atelierChangeBuses?: WeakMap<Database, ChangeBus> };

function busOf(db: Database): ChangeBus {
  globals.atelierChangeBuses ??= new WeakMap();
  const bus = globals.atelierChangeBuses.get(db) ?? new ChangeBus(db);
  globals.atelierChangeBuses.set(db, bus);
  return bus;
}
