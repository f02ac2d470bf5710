import { database } from "../database";
import { startLeaseSweep } from "../services/agent/sweep-leases";
import { shutdownController } from "../shutdown";

/** Starts this process's share of the server's background work. */
export async function startJobs(): Promise<void> {
  startLeaseSweep(database(), shutdownController().signal);
}
