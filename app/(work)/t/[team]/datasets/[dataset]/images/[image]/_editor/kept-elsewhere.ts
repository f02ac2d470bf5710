import type { TRPCClient } from "@trpc/client";
import type { ImageId, UserId } from "@/lib/ids";
import type { AppRouter } from "@/server/routers/app-router";
import { isRefusal } from "./annotation-sync";
import { listClaimedClientIds } from "./client-claim";
import { forgetOperations, listKeptOperations, type OutboxRecord } from "./outbox";

const BATCH = 200;
const AGAIN_MS = 15_000;

/**
 * Work on other pictures that waits on this device: an earlier visit was offline, or one went on to the next
 * picture while the last was still being saved. It is sent from here. What lost a conflict or was refused
 * stays, since a person has to see it: opening its picture shows it.
 */
export class KeptElsewhere {
  readonly #client: TRPCClient<AppRouter>;
  readonly #userId: UserId | null;
  readonly #except: ImageId;
  #records: readonly OutboxRecord[] = [];
  /** Answered, and not with what was asked for. */
  #settled = new Set<string>();
  #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;

  constructor(options: { client: TRPCClient<AppRouter>; userId: UserId | null; except: ImageId }) {
    this.#client = options.client;
    this.#userId = options.userId;
    this.#except = options.except;
  }

  get records(): readonly OutboxRecord[] {
    return this.#records;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  start(): void {
    window.addEventListener("online", this.#lookNow);
    this.#lookNow();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    window.removeEventListener("online", this.#lookNow);
  }

  #lookNow = () => {
    clearTimeout(this.#timer);
    void this.#look().catch(() => undefined);
  };

  async #look(): Promise<void> {
    const waiting = (await this.#list()).filter((record) => !this.#settled.has(keyOf(record)));
    for (const batch of batchesOf(waiting)) if (!this.#isStopped) await this.#trySend(batch);
    if (this.#isStopped) return;
    // Told only now: what merely was on its way as one turned the page is nobody's concern.
    this.#records = await this.#list();
    for (const listener of this.#listeners) listener();
    if (this.#records.some((record) => !this.#settled.has(keyOf(record))))
      this.#timer = setTimeout(this.#lookNow, AGAIN_MS);
  }

  /** What waits on other pictures, but for what another open tab is sending itself. */
  async #list(): Promise<OutboxRecord[]> {
    const [kept, claimed] = await Promise.all([listKeptOperations(this.#userId), listClaimedClientIds()]);
    return kept.filter(({ imageId, clientId }) => imageId !== this.#except && !claimed.has(clientId));
  }

  async #trySend(batch: readonly OutboxRecord[]): Promise<void> {
    try {
      await this.#send(batch);
    } catch (error) {
      if (isRefusal(error)) for (const record of batch) this.#settled.add(keyOf(record));
    }
  }

  async #send(batch: readonly OutboxRecord[]): Promise<void> {
    const [first] = batch;
    if (!first) return;
    const { team, imageId, clientId } = first;
    const ops = batch.map(({ mid, baseSeq, op }) => ({ mid, baseSeq, op }));
    const results = await this.#client.annotations.submit.mutate({ team, image: imageId, clientId, ops });
    const done = new Set(
      results.flatMap((result) =>
        result.status === "accepted" && result.logged.lost.length === 0 ? [result.mid] : [],
      ),
    );
    for (const record of batch) if (!done.has(record.mid)) this.#settled.add(keyOf(record));
    await forgetOperations(batch.filter(({ mid }) => done.has(mid)));
  }
}

/** Runs of one client's operations on one picture: a call carries one. */
function batchesOf(records: readonly OutboxRecord[]): OutboxRecord[][] {
  const batches: OutboxRecord[][] = [];
  for (const record of records) {
    const last = batches.at(-1);
    const first = last?.[0];
    const isSame = first?.clientId === record.clientId && first.imageId === record.imageId;
    if (last && isSame && last.length < BATCH) last.push(record);
    else batches.push([record]);
  }
  return batches;
}

function keyOf({ clientId, mid }: OutboxRecord): string {
  return `${clientId}/${mid}`;
}
