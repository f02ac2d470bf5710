import { type ChildProcess, spawn } from "node:child_process";
import { say } from "./step";

const GRACE_MS = 7000;
const MIN_UPTIME_MS = 5000;

export type Supervised = { stop(): Promise<void> };

type Program = {
  name: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Told of each new process, so that its pid can be written down. */
  onStart(pid: number): void;
};

/** Runs a program and starts it again when it dies by itself, at first at once, then with growing pauses. */
export function supervise(program: Program): Supervised {
  let child: ChildProcess | undefined;
  let stopping = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;

  function start() {
    const startedAt = Date.now();
    child = spawn(program.command, program.args, {
      cwd: program.cwd,
      env: program.env,
      stdio: ["ignore", "inherit", "inherit"],
      detached: true,
    });
    if (child.pid !== undefined) program.onStart(child.pid);
    child.on("exit", (code, signal) => {
      if (stopping) return;
      failures = Date.now() - startedAt > MIN_UPTIME_MS ? 0 : failures + 1;
      const pauseMs = Math.min(30_000, failures * failures * 500);
      say(
        program.name,
        `ended (${signal ?? code}); starting again${pauseMs ? ` in ${pauseMs / 1000} s` : ""}`,
      );
      timer = setTimeout(start, pauseMs);
    });
  }

  async function stop() {
    stopping = true;
    clearTimeout(timer);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child?.once("exit", () => resolve()));
    signalGroup(child, "SIGTERM");
    const killer = setTimeout(() => child && signalGroup(child, "SIGKILL"), GRACE_MS);
    await ended;
    clearTimeout(killer);
  }

  start();
  return { stop };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}
