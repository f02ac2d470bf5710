import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { setPriority } from "node:os";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { type TrainerEvent, trainerEventSchema } from "@/lib/protocol/trainer-event";

/** The web server of a small machine stays quick while the trainer takes what is left. */
const NICENESS = 10;
const GRACE_MS = 20_000;
const STDERR_TAIL_LINES = 20;

export type TrainerEnd = { code: number | null; signal: NodeJS.Signals | null; stderrTail: string };

type Listener = {
  onEvent(event: TrainerEvent): Promise<void>;
  /** A line that is not an event: stderr, or what a library printed. */
  onText(line: string): Promise<void>;
};

/** `python -m trainer run.json` in a process group of its own; it dies with this process, also by kill -9. */
export class TrainerProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #tail: string[] = [];
  #killer: NodeJS.Timeout | undefined;

  constructor(options: { python: string; trainerFolder: string; specFile: string }) {
    this.#child = spawn(options.python, ["-u", "-m", "trainer", options.specFile], {
      cwd: options.trainerFolder,
      // The trainer watches stdin: the pipe closes when this process ends, however it ends.
      stdio: ["pipe", "pipe", "pipe"],
      env: trainerEnvironment(),
      detached: true,
    });
    this.#child.stdin.on("error", () => undefined);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Reads events until the process ends; a slow listener slows the trainer down, nothing piles up. */
  async watch(listener: Listener): Promise<TrainerEnd> {
    const { pid } = this.#child;
    if (pid !== undefined) lowerPriority(pid);
    const ended = once(this.#child, "close");
    await Promise.all([this.#readEvents(listener), this.#readText(listener), ended]);
    clearTimeout(this.#killer);
    const { exitCode, signalCode } = this.#child;
    return { code: exitCode, signal: signalCode, stderrTail: this.#tail.join("\n") };
  }

  /** Asks the whole process group to stop, and kills it when it has not after the grace. */
  stop(graceMs = GRACE_MS): void {
    this.#signal("SIGTERM");
    this.#killer ??= setTimeout(() => this.kill(), graceMs);
  }

  kill(): void {
    this.#signal("SIGKILL");
  }

  async #readEvents(listener: Listener): Promise<void> {
    for await (const line of createInterface({
      input: this.#child.stdout,
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      const event = parseEvent(line);
      if (event) await listener.onEvent(event);
      else if (line.trim()) await listener.onText(line);
    }
  }

  async #readText(listener: Listener): Promise<void> {
    for await (const line of createInterface({
      input: this.#child.stderr,
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      if (!line.trim()) continue;
      this.#tail.push(line);
      if (this.#tail.length > STDERR_TAIL_LINES) this.#tail.shift();
      await listener.onText(line);
    }
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.#child.pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null)
      return;
    try {
      process.kill(-this.#child.pid, signal);
    } catch {
      // The group is gone already.
    }
  }
}

function parseEvent(line: string): TrainerEvent | undefined {
  try {
    return trainerEventSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, NICENESS);
  } catch {
    // It has ended already, or this user may not.
  }
}

/** The trainer needs no secret of ours, so it gets none. */
function trainerEnvironment(): NodeJS.ProcessEnv {
  const isSecret = (name: string) =>
    /^(ATELIER_|DATABASE_URL|NEXTAUTH_|SMTP_|GITHUB_|GOOGLE_|OIDC_|BLOB_STORE)/.test(name);
  const kept = Object.entries(process.env).filter(([name]) => !isSecret(name));
  return {
    ...Object.fromEntries(kept),
    NODE_ENV: process.env.NODE_ENV,
    ATELIER_WATCH_STDIN: "1",
    PYTHONUNBUFFERED: "1",
  };
}
