import { readFileSync } from "node:fs";

/** Whether a process lives; with `name`, also that its command line holds that word, since pids are reused. */
export function isAlive(pid: number, name?: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  if (process.platform !== "linux") return true;
  try {
    const isZombie = /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
    return !isZombie && (name === undefined || readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(name));
  } catch {
    return false;
  }
}
