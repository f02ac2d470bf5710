import { type SpawnOptions, spawn } from "node:child_process";
import { missingSharedData } from "../../server/shared-data";

export type GateResult = {
  passed: number;
  failed: number;
  /** Why part of the gate could not run on this machine; null when all of it ran. */
  skipped: string | null;
  detail?: string;
};

export type Gate = { name: string; run(): Promise<GateResult> };

/** Runs a program with its output on the terminal; resolves with its exit status. */
export function runProgram(command: string, args: string[], options: SpawnOptions = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"], ...options });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

/** What the summary says of tests that a gate left out; null when it left out none. */
export function skippedTests(gate: string, count: number): string | null {
  if (count === 0) return null;
  return `${count} of the gate "${gate}": ${missingSharedData ?? "the list above says why"}.`;
}
