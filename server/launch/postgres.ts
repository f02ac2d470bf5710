import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { freePort } from "./free-port";
import { initialiseCluster, SUPERUSER } from "./postgres-cluster";
import { type PostgresHome, preparePostgresHome } from "./postgres-home";
import { isAlive } from "./process-alive";
import { LaunchError } from "./step";

const READY_TIMEOUT_MS = 60_000;
const RETRY_MS = 500;

export type RunningPostgres = {
  url: string;
  port: number;
  pid: number;
  adopted: boolean;
  isAlive(): boolean;
  /** Ends it in order, and at once when that takes longer than `waitMs`. */
  stop(waitMs?: number): Promise<void>;
  /** Ends it without a last checkpoint; the next start replays its log. */
  kill(): Promise<void>;
};

/**
 * Starts the embedded Postgres of `folder`, or adopts the one that a killed launcher left running there.
 * It listens on the loopback address only, on `port` or on a free one.
 */
export async function startPostgres(options: {
  folder: string;
  password: string;
  port?: number;
}): Promise<RunningPostgres> {
  const { folder, password } = options;
  const home = await preparePostgresHome(folder);
  const left = await readPostmaster(home.dataFolder);
  if (left) {
    const adopted = running({ ...left, password, adopted: true });
    if ((await ask(adopted.url)) === "ready") return adopted;
    await adopted.stop();
  }
  await initialiseCluster(home, password);
  const port = options.port ?? (await freePort());
  return launch({ home, port, password, logFile: path.join(folder, "postgres.log") });
}

function running(server: { pid: number; port: number; password: string; adopted: boolean }): RunningPostgres {
  const { pid, port, adopted } = server;
  return {
    url: `postgres://${SUPERUSER}:${server.password}@127.0.0.1:${port}/postgres`,
    port,
    pid,
    adopted,
    isAlive: () => isAlive(pid),
    stop: (waitMs = 6000) =>
      signalUntilGone(pid, [
        ["SIGINT", Math.max(1000, waitMs - 800)],
        ["SIGQUIT", 500],
        ["SIGKILL", 300],
      ]),
    kill: () =>
      signalUntilGone(pid, [
        ["SIGQUIT", 500],
        ["SIGKILL", 300],
      ]),
  };
}

type Launch = { home: PostgresHome; port: number; password: string; logFile: string };

/** Starts the server until it answers; the last one's processes may hold its memory for a moment after kill -9. */
async function launch({ home, port, password, logFile }: Launch): Promise<RunningPostgres> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const logFrom = (await readLog(logFile)).length;
    const server = running({ pid: spawnServer(home, port, logFile), port, password, adopted: false });
    const state = await waitUntilReady(server, deadline);
    if (state === "ready") return server;
    await server.stop();
    const log = (await readLog(logFile)).slice(logFrom);
    if (!/shared memory block .* is still in use/.test(log) || Date.now() > deadline) {
      throw explain(state, log, logFile);
    }
    await sleep(RETRY_MS);
  }
}

function spawnServer(home: PostgresHome, port: number, logFile: string): number {
  const logFd = openSync(logFile, "a", 0o600);
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=120"];
  const args = ["-D", home.dataFolder, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
  const child = spawn(home.postgres, args, {
    ...home.runAs,
    cwd: "/",
    detached: true,
    stdio: ["ignore", logFd, logFd],
  });
  closeSync(logFd);
  child.on("error", () => undefined);
  child.unref();
  if (child.pid === undefined)
    throw new LaunchError("The embedded Postgres did not start.", `Read ${logFile}.`);
  return child.pid;
}

async function waitUntilReady(server: RunningPostgres, deadline: number): Promise<Answer> {
  let answer: Answer = "silent";
  while (Date.now() < deadline && server.isAlive()) {
    answer = await ask(server.url);
    if (answer !== "silent") return answer;
    await sleep(150);
  }
  return answer;
}

type Answer = "ready" | "refuses" | "silent";

async function ask(url: string): Promise<Answer> {
  const sql = postgres(url, { max: 1, connect_timeout: 3, onnotice: () => undefined });
  try {
    await sql`select 1`;
    return "ready";
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "28P01" ? "refuses" : "silent";
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function explain(state: Answer, log: string, logFile: string): LaunchError {
  if (state === "refuses") {
    return new LaunchError(
      "The database does not know the password in secrets.json: one of the two was replaced.",
      "Put the data folder's own secrets.json back from a copy.",
    );
  }
  if (/No space left on device/.test(log)) {
    return new LaunchError(
      "The disk is full: Postgres cannot start.",
      "Free some space and start again. Nothing was lost.",
    );
  }
  const reason = log.split("\n").findLast((line) => /FATAL|PANIC/.test(line)) ?? "";
  return new LaunchError(
    `The embedded Postgres did not come up${reason === "" ? "" : `: ${reason.replace(/^.*(FATAL|PANIC):\s*/, "")}`}.`,
    `Read ${logFile}.`,
  );
}

function readLog(file: string): Promise<string> {
  return readFile(file, "utf8").catch(() => "");
}

/** Pid and port that a live server of this very folder wrote down, or undefined. */
async function readPostmaster(dataFolder: string) {
  const text = await readFile(path.join(dataFolder, "postmaster.pid"), "utf8").catch(() => "");
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 && port > 0 && isAlive(pid, `-D ${dataFolder} `) ? { pid, port } : undefined;
}

async function signalUntilGone(pid: number, steps: [NodeJS.Signals, number][]): Promise<void> {
  for (const [signal, waitMs] of steps) {
    if (!isAlive(pid)) return;
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (let waitedMs = 0; waitedMs < waitMs && isAlive(pid); waitedMs += 50) await sleep(50);
  }
}
