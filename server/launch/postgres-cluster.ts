import { execFile } from "node:child_process";
import { chownSync, existsSync } from "node:fs";
import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { PostgresHome } from "./postgres-home";
import { isAlive } from "./process-alive";
import { isDiskFull, LaunchError } from "./step";

export const SUPERUSER = "atelier";

/** Makes the cluster's files on a first start. */
export async function initialiseCluster(home: PostgresHome, password: string): Promise<void> {
  if (existsSync(path.join(home.dataFolder, "PG_VERSION"))) return removeForeignPidFile(home.dataFolder);
  // Made beside its place and renamed, so that a killed start never leaves half a cluster under its name.
  const partial = path.join(home.dataFolder, "..", "postgres.partial");
  const passwordFile = path.join(home.dataFolder, "..", "postgres.password");
  try {
    await rm(partial, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
    await mkdir(partial, { recursive: true, mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600, flag: "wx" });
    if ("uid" in home.runAs) {
      chownSync(passwordFile, home.runAs.uid, home.runAs.gid);
      chownSync(partial, home.runAs.uid, home.runAs.gid);
    }
    await makeExecutable(home);
    await promisify(execFile)(home.initdb, initdbArguments(partial, passwordFile), {
      ...home.runAs,
      cwd: "/",
    });
    await rm(home.dataFolder, { recursive: true, force: true });
    await rename(partial, home.dataFolder);
  } catch (cause) {
    await rm(partial, { recursive: true, force: true });
    throw explain(cause, home.dataFolder);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/**
 * Postgres itself minds a pid file that it left, and the processes that still hold its memory. Only a pid that now
 * belongs to another program would make it refuse for ever.
 */
async function removeForeignPidFile(dataFolder: string): Promise<void> {
  const file = path.join(dataFolder, "postmaster.pid");
  const text = await readFile(file, "utf8").catch(() => "");
  const pid = Number.parseInt(text, 10);
  if (pid > 0 && isAlive(pid) && !isAlive(pid, dataFolder)) await rm(file, { force: true });
}

/** npm may install without the execute bit; where it is set already, this user need not own the file. */
async function makeExecutable(home: PostgresHome): Promise<void> {
  for (const program of [home.initdb, home.postgres]) {
    await chmod(program, 0o755).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EPERM" && error.code !== "EROFS") throw error;
    });
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

function explain(cause: unknown, dataFolder: string): unknown {
  const words = cause instanceof Error && "stderr" in cause ? String(cause.stderr) : "";
  if (isDiskFull(cause) || /No space left on device/.test(words)) {
    return new LaunchError(
      `The disk filled up while the database was made in ${path.dirname(dataFolder)}.`,
      "Free some space and start again. Nothing half done was left.",
      cause,
    );
  }
  const reason = lastWords(words);
  if (reason === "") return cause;
  return new LaunchError(
    `The embedded Postgres could not be initialised: ${reason}`,
    "Mend that and start again, or set DATABASE_URL to a Postgres of yours.",
    cause,
  );
}

function lastWords(text: string): string {
  const lines = text
    .split("\n")
    .filter((line) => /error|fatal|could not|cannot|not found|No such/i.test(line));
  return lines.at(-1)?.trim() ?? "";
}
