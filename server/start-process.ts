import { startJobs } from "./jobs/start-jobs";
import { log } from "./log";
import { settings } from "./settings";
import { shutdownController } from "./shutdown";
import { watchLauncher } from "./watch-launcher";

/** Starts what a web process does besides answering requests, and ends it when the process is asked to stop. */
export async function startProcess(): Promise<void> {
  settings();
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => shutdownController().abort());
  }
  watchLauncher(() => shutdownController().abort());
  process.on("unhandledRejection", (err) => log.error({ err }, "unhandled rejection"));
  startJobs();
}
