import { setTimeout as sleep } from "node:timers/promises";
import type { Lease, LeaseRenewal } from "@/lib/protocol/agent";
import { RefusedError, refusalOf, type ServerConnection } from "./server-connection";

const RETRY_MS = 1000;
/** A cancel waits at most this long to be heard. */
const LONGEST_PAUSE_MS = 10_000;
const RENEW_TIMEOUT_MS = 20_000;
/** The child gets this much of the lease's end for its last checkpoint. */
const GRACE_MS = 8000;

type Listener = {
  onCancel(): void;
  /** The server gave the run to somebody else, or does not know this lease. */
  onStale(): void;
  /** No renewal came through for almost a lease: stop working before another worker begins. */
  onExpiring(): void;
};

/** Renews one lease at least after each third of it, by this machine's monotonic clock counted from when it asked. */
export class LeaseKeeper {
  readonly #server: ServerConnection;
  readonly #lease: Lease;
  readonly #listener: Listener;
  readonly #stop = new AbortController();
  #leaseMs: number;
  #renewedAt = performance.now();
  #isExpiring = false;
  status: LeaseRenewal["status"] = "running";
  progress: LeaseRenewal["progress"] = null;

  constructor(server: ServerConnection, options: { lease: Lease; leaseMs: number; listener: Listener }) {
    this.#server = server;
    this.#lease = options.lease;
    this.#leaseMs = options.leaseMs;
    this.#listener = options.listener;
  }

  /** The first renewal; the child starts only after it. Throws when the lease is not ours any more. */
  async begin(): Promise<void> {
    await this.#renew();
    void this.#keep();
  }

  end(): void {
    this.#stop.abort();
  }

  async #keep(): Promise<void> {
    const { signal } = this.#stop;
    let pauseMs = this.#pauseMs();
    while (!signal.aborted) {
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      pauseMs = (await this.#tryRenew()) ? this.#pauseMs() : RETRY_MS;
      if (!this.#isExpiring && performance.now() - this.#renewedAt > this.#leaseMs - GRACE_MS) {
        this.#isExpiring = true;
        this.#listener.onExpiring();
      }
    }
  }

  #pauseMs(): number {
    return Math.min(LONGEST_PAUSE_MS, this.#leaseMs / 3);
  }

  async #tryRenew(): Promise<boolean> {
    try {
      await this.#renew();
      return true;
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal?.code !== "stale" && refusal?.code !== "notFound") return false;
      this.end();
      this.#listener.onStale();
      return true;
    }
  }

  async #renew(): Promise<void> {
    const askedAt = performance.now();
    const signal = AbortSignal.timeout(RENEW_TIMEOUT_MS);
    const renewal = { lease: this.#lease, status: this.status, progress: this.progress };
    const answer = await this.#server.agent.renew.mutate(renewal, { signal }).catch((error: unknown) => {
      const refusal = refusalOf(error);
      throw refusal ? new RefusedError(refusal) : error;
    });
    this.#renewedAt = askedAt;
    this.#leaseMs = answer.leaseMs;
    if (answer.cancel) this.#listener.onCancel();
  }
}
