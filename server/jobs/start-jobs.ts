import { setTimeout as sleep } from "node:timers/promises";
import { database } from "../database";
import { log } from "../log";
import { startLeaseSweep } from "../services/agent/sweep-leases";
import { shutdownController } from "../shutdown";
import { serverJobQueue } from "./job-queue";

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 60_000;

/**
 * Starts this process's share of the server's background work. Requests are answered whether or not the job queue
 * comes up: jobs are rows first, and wait there until it does.
 */
export function startJobs(): void {
  const { signal } = shutdownController();
  startLeaseSweep(database(), signal);
  void keepStartingQueue(signal);
}

async function keepStartingQueue(signal: AbortSignal): Promise<void> {
  for (let waitMs = FIRST_RETRY_MS; !signal.aborted; waitMs = Math.min(2 * waitMs, LAST_RETRY_MS)) {
    try {
      const boss = await serverJobQueue();
      const stop = () =>
        void boss
          .stop({ graceful: true, timeout: 5000 })
          .catch((err) => log.warn({ err }, "the job queue did not stop cleanly"));
      if (signal.aborted) return stop();
      return signal.addEventListener("abort", stop);
    } catch (err) {
      log.error({ err, retryMs: waitMs }, "the job queue did not start; imports and exports wait");
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
