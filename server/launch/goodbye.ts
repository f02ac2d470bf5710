import { setTimeout as pause } from "node:timers/promises";
import { say, sayFailure } from "./step";

/** Told how long it may take if everything is to end in time. */
type Closer = (leftMs: number) => Promise<void>;
type Parts = {
  /** Ends the part in order. */
  close: Closer;
  /** Ends it at once, for a person who pressed Ctrl-C again. */
  kill?: Closer;
};

export type Goodbye = {
  add(close: Closer, kill?: Closer): void;
  /** Aborted when the stop begins, for work that need not be finished. */
  signal: AbortSignal;
  /** Says why, closes what was added, and exits with 1; during a stop the failure is its echo and says nothing. */
  fail(error: unknown): Promise<void>;
};

const END_WITHIN_MS = 9000;
const LAST_MS = 900;
/** Some terminals and npm versions deliver one Ctrl-C twice. */
const SAME_KEYPRESS_MS = 300;

/** On Ctrl-C, SIGTERM or a closed terminal ends what was added, newest first, and exits; a second Ctrl-C kills it. */
export function watchForGoodbye(): Goodbye {
  const parts: Parts[] = [];
  const leaving = new AbortController();
  let leavingSince = 0;

  /** A part that hangs is left behind when the time is over, and killed. */
  async function closeAll() {
    const until = Date.now() + END_WITHIN_MS;
    for (const { close, kill } of parts.reverse()) {
      const leftMs = Math.max(0, until - Date.now());
      const closing = close(leftMs).catch((error) => process.stderr.write(`${error}\n`));
      const isLate = await Promise.race([closing.then(() => false), pause(leftMs, true)]);
      if (isLate) await Promise.race([kill?.(0), pause(LAST_MS, undefined)]);
    }
  }

  async function leave(signal: NodeJS.Signals) {
    if (leaving.signal.aborted) {
      if (signal === "SIGINT" && Date.now() - leavingSince > SAME_KEYPRESS_MS) await killAll();
      return;
    }
    leavingSince = Date.now();
    leaving.abort();
    say("stopping", signal);
    await closeAll();
    say("stopped", "everything ended");
    process.exit(0);
  }

  async function killAll() {
    say("stopping", "at once; the next start recovers");
    await Promise.race([
      Promise.allSettled(parts.map(({ close, kill }) => (kill ?? close)(0))),
      pause(LAST_MS),
    ]);
    process.exit(130);
  }

  async function fail(error: unknown) {
    if (leaving.signal.aborted) return new Promise<void>(() => undefined);
    leaving.abort();
    sayFailure(error);
    await closeAll();
    process.exit(1);
  }

  // Started by bin/bootstrap.mjs: when that is killed, nobody would stop this process any more.
  const starter = process.ppid;
  setInterval(() => process.ppid !== starter && leave("SIGHUP"), 1000).unref();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, leave);
  // A terminal or a pipe that is gone takes the words with it, not the work.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  return {
    add: (close, kill) => void parts.push(kill ? { close, kill } : { close }),
    signal: leaving.signal,
    fail,
  };
}
