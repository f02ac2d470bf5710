import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const READY_TIMEOUT_MS = 120_000;
const GRACE_MS = 7000;

export type Program = { name: string; args: string[]; environment: Record<string, string>; readyUrl: string };

/** Starts a Node program, its output in a file of `folder`, and waits until it answers `readyUrl` with anything. */
export async function startProgram(
  program: Program & { folder: string },
): Promise<{ stop(): Promise<void> }> {
  const { name, args, environment, readyUrl, folder } = program;
  const logFile = path.join(folder, `${name}.log`);
  const log = openSync(logFile, "a");
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: ["ignore", log, log],
  });
  const ended = once(child, "exit");

  async function stop(): Promise<void> {
    child.kill("SIGTERM");
    const killer = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
    if (child.exitCode === null && child.signalCode === null) await ended;
    clearTimeout(killer);
  }

  for (let waitedMs = 0; waitedMs < READY_TIMEOUT_MS && child.exitCode === null; waitedMs += 250) {
    const answer = await fetch(readyUrl, { signal: AbortSignal.timeout(5000) }).catch(() => null);
    if (answer) return { stop };
    await sleep(250);
  }
  await stop();
  throw new Error(`${name} did not come up:\n${(await readFile(logFile, "utf8")).slice(-2000)}`);
}
