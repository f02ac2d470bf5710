import { z } from "zod";
import { Agent } from "./agent";
import { say } from "./say";
import { readSettings } from "./settings";

const LAUNCHER_POLL_MS = 1000;

const stopping = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => stopping.abort());

try {
  const settings = readSettings();
  if (settings.launcherPid !== null) watchLauncher(settings.launcherPid);
  await new Agent(settings, stopping.signal).run();
  process.exit(0);
} catch (error) {
  if (stopping.signal.aborted) process.exit(0);
  say(error instanceof z.ZodError ? z.prettifyError(error) : `stopped: ${error}`);
  process.exit(1);
}

/** Ends the agent in order when the launcher that started it is gone. */
function watchLauncher(pid: number): void {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      stopping.abort();
    }
  }, LAUNCHER_POLL_MS).unref();
}
