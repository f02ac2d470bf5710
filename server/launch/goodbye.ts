import { say } from "./step";

type Closer = () => Promise<void>;

/** On Ctrl-C or SIGTERM closes what was added, newest first, and exits; a second Ctrl-C does not wait. */
export function watchForGoodbye(): { add(closer: Closer): void } {
  const closers: Closer[] = [];
  let isLeaving = false;

  async function leave(signal: NodeJS.Signals) {
    if (isLeaving && signal === "SIGINT") process.exit(130);
    if (isLeaving) return;
    isLeaving = true;
    say("stopping", signal);
    for (const close of closers.reverse()) {
      await close().catch((error) => process.stderr.write(`${error}\n`));
    }
    say("stopped", "everything ended");
    process.exit(0);
  }

  // Started by bin/bootstrap.mjs: when that is killed, nobody would stop this process any more.
  const starter = process.ppid;
  setInterval(() => process.ppid !== starter && leave("SIGHUP"), 1000).unref();
  process.on("SIGINT", leave);
  process.on("SIGTERM", leave);
  return { add: (closer) => void closers.push(closer) };
}
