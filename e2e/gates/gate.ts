import { type SpawnOptions, spawn } from "node:child_process";

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
