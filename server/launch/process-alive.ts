import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Whether a process lives; with `name`, also that its command line holds that text, since pids are reused. */
export function isAlive(pid: number, name?: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  if (isZombie(pid)) return false;
  return name === undefined || commandLine(pid).includes(name);
}

function isZombie(pid: number): boolean {
  return process.platform === "linux" && /^State:\s+Z/m.test(readProcess(pid, "status"));
}

function commandLine(pid: number): string {
  if (process.platform === "linux") return readProcess(pid, "cmdline").replaceAll("\0", " ");
  try {
    return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

/** Whether a process was started with this variable; false where the system does not tell. */
export function hasVariable(pid: number, name: string, value: string): boolean {
  return readProcess(pid, "environ").split("\0").includes(`${name}=${value}`);
}

function readProcess(pid: number, file: "status" | "cmdline" | "environ"): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
