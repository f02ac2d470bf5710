import { database } from "../database";
import { log } from "../log";
import { startLeaseSweep } from "../services/agent/sweep-leases";
import { shutdownController } from "../shutdown";
import { serverJobQueue } from "./job-queue";

/** Starts this process's share of the server's background work. */
export async function startJobs(): Promise<void> {
  startLeaseSweep(database(), shutdownController().signal);
  const boss = await serverJobQueue();
  shutdownController().signal.addEventListener("abort", () => {
    boss.stop({ graceful: true, timeout: 5000 }).catch((err) => log.warn({ err }, "the job queue did not stop cleanly"));
  });
}
