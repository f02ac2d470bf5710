import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { hasVariable, isAlive } from "./process-alive";
import { say } from "./step";

const GRACE_MS = 6000;
const Processes = z.record(z.string(), z.number());

const pids: Record<string, number> = { launcher: process.pid };

/** Writes down which processes make up this installation, for operators, for tests that kill them, and for the next start. */
export function processList(dataFolder: string): { record(name: string, pid: number): void } {
  const file = fileIn(dataFolder);
  return {
    record(name, pid) {
      pids[name] = pid;
      try {
        writeFileSync(`${file}.partial`, JSON.stringify(pids));
        renameSync(`${file}.partial`, file);
      } catch (error) {
        say("processes", `not written down: ${error instanceof Error ? error.message : error}`);
      }
    },
  };
}

/** Ends the web server and the worker of a launcher that was killed; they end by themselves too, but take longer. */
export async function endLeftovers(dataFolder: string): Promise<void> {
  const { web, worker } = readList(dataFolder);
  const left = [web, worker].filter(
    (pid) => pid !== undefined && isAlive(pid) && hasVariable(pid, "ATELIER_DATA", dataFolder),
  );
  if (left.length === 0) return;
  say("leftovers", "ending what a killed start left running");
  for (const pid of left) signalGroup(pid, "SIGTERM");
  for (let waitedMs = 0; waitedMs < GRACE_MS && left.some((pid) => isAlive(pid ?? 0)); waitedMs += 100) {
    await sleep(100);
  }
  for (const pid of left) signalGroup(pid, "SIGKILL");
}

/** Signals a process and all that it started in its group. */
export function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}

function readList(dataFolder: string): z.infer<typeof Processes> {
  try {
    return Processes.parse(JSON.parse(readFileSync(fileIn(dataFolder), "utf8")));
  } catch {
    return {};
  }
}

function fileIn(dataFolder: string): string {
  return path.join(dataFolder, "processes.json");
}
