import { writeFileSync } from "node:fs";
import path from "node:path";

const pids: Record<string, number> = { launcher: process.pid };

/** Writes down which processes make up this installation, for operators and for tests that kill them. */
export function processList(dataFolder: string): { record(name: string, pid: number): void } {
  const file = path.join(dataFolder, "processes.json");
  return {
    record(name, pid) {
      pids[name] = pid;
      writeFileSync(file, JSON.stringify(pids));
    },
  };
}
