import { mkdir, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const PREFIX = "atelier-tests-";

/**
 * The one place for a test run's temporary folders: `os.tmpdir()` in this process and in all that it starts. Left
 * over ones of runs that were killed go first.
 */
export async function openTestFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const before = process.env.TMPDIR;
  const outer = tmpdir();
  await removeDead(outer);
  const folder = path.join(outer, `${PREFIX}${process.pid}`);
  // Started by root, Postgres runs as a user of its own, who has to pass through.
  await mkdir(folder, { mode: 0o711 });
  process.env.TMPDIR = folder;
  return {
    path: folder,
    remove: async () => {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

async function removeDead(outer: string): Promise<void> {
  for (const name of await readdir(outer)) {
    if (!name.startsWith(PREFIX) || isAlive(Number(name.slice(PREFIX.length)))) continue;
    await rm(path.join(outer, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
