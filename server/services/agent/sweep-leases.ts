import type { Database } from "@/db/client";
import { lockExpiredRuns } from "@/db/queries/lease";
import { asSystem } from "@/db/scope";
import { LEASE_MS } from "@/lib/protocol/agent";
import { log } from "../../log";
import { loseRun } from "./lose-run";

const BATCH = 50;
const SWEEP_MS = 5000;

/** Takes runs from workers whose lease has run out by the database's clock; returns how many. Several may sweep at once. */
export async function sweepLeases(db: Database): Promise<number> {
  return asSystem(db, async (tx) => {
    const expired = await lockExpiredRuns(tx, { limit: BATCH });
    for (const run of expired) await loseRun(tx, run);
    return expired.length;
  });
}

/**
 * Sweeps every few seconds until `signal` aborts. It begins one lease after this process: workers could not
 * renew while no server was up, and get the time to come back to what they hold.
 */
export function startLeaseSweep(db: Database, signal: AbortSignal): void {
  let timer = setTimeout(sweep, LEASE_MS).unref();
  signal.addEventListener("abort", () => clearTimeout(timer), { once: true });

  async function sweep() {
    try {
      const count = await sweepLeases(db);
      if (count > 0) log.info({ count }, "took runs from workers that are gone");
    } catch (error) {
      log.warn({ err: error }, "could not sweep leases");
    }
    if (!signal.aborted) timer = setTimeout(sweep, SWEEP_MS).unref();
  }
}
