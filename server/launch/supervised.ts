import { type ChildProcess, spawn } from "node:child_process";
import { signalGroup } from "./process-list";
import { say } from "./step";

const MIN_UPTIME_MS = 5000;

export type Supervised = { stop(): Promise<void>; kill(): Promise<void> };

type Program = {
  name: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** How long it may take to end in order before it is killed. */
  graceMs: number;
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
    const started = spawn(program.command, program.args, {
      cwd: program.cwd,
      env: program.env,
      stdio: ["ignore", "inherit", "inherit"],
      detached: true,
    });
    child = started;
    if (started.pid !== undefined) program.onStart(started.pid);
    started.on("error", (error) => startAgain(startedAt, error.message));
    started.on("exit", (code, signal) => {
      signalGroup(started.pid, "SIGKILL");
      startAgain(startedAt, signal ?? `exit code ${code}`);
    });
  }

  function startAgain(startedAt: number, why: string) {
    if (stopping) return;
    failures = Date.now() - startedAt > MIN_UPTIME_MS ? 0 : failures + 1;
    const pauseMs = Math.min(30_000, failures * failures * 500);
    say(program.name, `ended (${why}); starting again${pauseMs ? ` in ${pauseMs / 1000} s` : ""}`);
    timer = setTimeout(start, pauseMs);
  }

  async function end(signal: NodeJS.Signals) {
    stopping = true;
    clearTimeout(timer);
    if (!child || child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child?.once("exit", () => resolve()));
    signalGroup(child.pid, signal);
    const killer = setTimeout(() => signalGroup(child?.pid, "SIGKILL"), program.graceMs);
    await ended;
    clearTimeout(killer);
  }

  start();
  return { stop: () => end("SIGTERM"), kill: () => end("SIGKILL") };
}
