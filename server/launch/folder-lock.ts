import { stat, unlink } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { LaunchError, say } from "./step";

/** Longer than a launcher takes to end. */
const ENDING_WAIT_MS = 15_000;
const ANSWER_MS = 2000;

const Holder = z.object({ pid: z.number(), url: z.string(), isEnding: z.boolean() });
type Holder = z.infer<typeof Holder>;

/**
 * Claims a data folder for this process, so that two starts cannot share one; waits for a launcher that is ending.
 * The lock is a listening socket: it goes with its process, also by kill -9, and tells who holds it.
 */
export async function claimFolder(
  folder: string,
  self: { url: string; leaving: AbortSignal },
): Promise<void> {
  const name = await socketName(folder);
  const describe = () => ({ pid: process.pid, url: self.url, isEnding: self.leaving.aborted });
  for (let waitedMs = 0; !(await listens(name, describe)); waitedMs += 500) {
    const holder = await askHolder(name);
    if (holder === undefined) await removeStale(name);
    else if (!holder.isEnding || waitedMs >= ENDING_WAIT_MS) throw alreadyRuns(folder, holder);
    else if (waitedMs === 0) say("waiting", `the last start (process ${holder.pid}) is still ending`);
    await sleep(500);
  }
}

function alreadyRuns(folder: string, { pid, url }: Holder) {
  return new LaunchError(
    `Atelier already runs in ${folder}: ${url} (process ${pid}).`,
    "Open that address, or stop it with Ctrl-C there. Another installation needs its own: ATELIER_DATA=… PORT=… npm start",
  );
}

/** On Linux a name without a file, freed by the kernel; elsewhere a file that a killed process leaves behind. */
async function socketName(folder: string): Promise<string> {
  const { dev, ino } = await stat(folder);
  const name = `atelier-${dev}-${ino}`;
  return process.platform === "linux" ? `\0${name}` : path.join(tmpdir(), `${name}.sock`);
}

function listens(name: string, describe: () => Holder): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.end(JSON.stringify(describe()));
    });
    server.once("error", () => resolve(false));
    server.listen(name, () => resolve(true));
    server.unref();
  });
}

function askHolder(name: string): Promise<Holder | undefined> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(name);
    socket.setTimeout(ANSWER_MS, () => socket.destroy());
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(parseHolder(text)));
  });
}

function parseHolder(text: string): Holder | undefined {
  try {
    return Holder.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

async function removeStale(name: string): Promise<void> {
  if (!name.startsWith("\0")) await unlink(name).catch(() => undefined);
}
