import { execFile, spawn } from "node:child_process";
import { chownSync, existsSync, openSync } from "node:fs";
import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import postgres from "postgres";
import { type PostgresHome, preparePostgresHome } from "./postgres-home";
import { isAlive } from "./process-alive";
import { LaunchError } from "./step";

const SUPERUSER = "atelier";
const READY_TIMEOUT_MS = 60_000;

export type RunningPostgres = {
  url: string;
  port: number;
  pid: number;
  adopted: boolean;
  isAlive(): boolean;
  stop(): Promise<void>;
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
  const home = await preparePostgresHome(options.folder);
  const left = await readPostmaster(home.dataFolder);
  if (left) {
    const adopted = running({ ...left, password: options.password, adopted: true });
    if (await answers(adopted.url)) return adopted;
    await adopted.stop();
  }
  await initialise(home, options.password);
  const port = options.port ?? (await freePort());
  const pid = launch(home, port, path.join(options.folder, "postgres.log"));
  const started = running({ pid, port, password: options.password, adopted: false });
  await waitUntilReady(started, options.folder);
  return started;
}

function running(server: { pid: number; port: number; password: string; adopted: boolean }): RunningPostgres {
  const { pid, port, adopted } = server;
  return {
    url: `postgres://${SUPERUSER}:${server.password}@127.0.0.1:${port}/postgres`,
    port,
    pid,
    adopted,
    isAlive: () => isAlive(pid),
    stop: () => stopProcess(pid),
  };
}

async function initialise(home: PostgresHome, password: string): Promise<void> {
  if (existsSync(path.join(home.dataFolder, "PG_VERSION"))) {
    // A machine that lost power leaves a pid file; its process is gone, or it would have been adopted.
    await rm(path.join(home.dataFolder, "postmaster.pid"), { force: true });
    return;
  }
  // Made beside its place and renamed, so that a killed start never leaves half a cluster under its name.
  const partial = path.join(home.dataFolder, "..", "postgres.partial");
  const passwordFile = path.join(tmpdir(), `atelier-initdb-${process.pid}`);
  try {
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600 });
    if ("uid" in home.runAs) {
      chownSync(passwordFile, home.runAs.uid, home.runAs.gid);
      chownSync(partial, home.runAs.uid, home.runAs.gid);
    }
    await chmod(home.initdb, 0o755);
    await chmod(home.postgres, 0o755);
    await promisify(execFile)(home.initdb, initdbArguments(partial, passwordFile), {
      ...home.runAs,
      cwd: "/",
    });
    await rm(home.dataFolder, { recursive: true, force: true });
    await rename(partial, home.dataFolder);
  } catch (cause) {
    throw new LaunchError(
      "The embedded Postgres could not be initialised.",
      "Check free disk space and start again.",
      cause,
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function initdbArguments(dataFolder: string, passwordFile: string) {
  return [
    `--pgdata=${dataFolder}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
  ];
}

function launch(home: PostgresHome, port: number, logFile: string): number {
  const logFd = openSync(logFile, "a", 0o600);
  const child = spawn(
    home.postgres,
    [
      "-D",
      home.dataFolder,
      "-p",
      String(port),
      "-c",
      "listen_addresses=127.0.0.1",
      "-c",
      "unix_socket_directories=",
      "-c",
      "max_connections=120",
    ],
    { ...home.runAs, cwd: "/", detached: true, stdio: ["ignore", logFd, logFd] },
  );
  child.unref();
  if (child.pid === undefined)
    throw new LaunchError("The embedded Postgres did not start.", `Read ${logFile}.`);
  return child.pid;
}

async function waitUntilReady(server: RunningPostgres, folder: string): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (await answers(server.url)) return;
    if (!server.isAlive()) break;
    await sleep(150);
  }
  throw new LaunchError(
    "The embedded Postgres did not come up.",
    `Read ${path.join(folder, "postgres.log")}; a full disk is the usual reason.`,
  );
}

async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 3, onnotice: () => undefined });
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Pid and port that a live server of this folder wrote down, or undefined. */
async function readPostmaster(dataFolder: string) {
  const text = await readFile(path.join(dataFolder, "postmaster.pid"), "utf8").catch(() => "");
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 && port > 0 && isAlive(pid, "postgres") ? { pid, port } : undefined;
}

async function stopProcess(pid: number): Promise<void> {
  for (const [signal, waitMs] of [
    ["SIGINT", 6000],
    ["SIGQUIT", 2000],
    ["SIGKILL", 1000],
  ] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    for (let waited = 0; waited < waitMs && isAlive(pid); waited += 50) await sleep(50);
  }
}

/** A loopback port that nobody listens on now. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
