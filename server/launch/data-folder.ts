import { chmod, mkdir, readdir, statfs } from "node:fs/promises";
import path from "node:path";
import { LaunchError } from "./step";

const MB = 1024 ** 2;
/** Postgres's own files, its log of changes and the demo content, with room to work. */
const FIRST_START_BYTES = 600 * MB;
const LATER_START_BYTES = 64 * MB;
const PRIVATE_FOLDERS = ["blobs", "uploads", "worker"];

/** Makes the data folder, closed to other users, and checks that there is room in it. Returns its absolute path. */
export async function openDataFolder(place: string): Promise<string> {
  const folder = path.resolve(place);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Started by root, Postgres runs as a user of its own, who has to pass through but may not look around.
  await close(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
  for (const name of PRIVATE_FOLDERS) {
    await mkdir(path.join(folder, name), { recursive: true, mode: 0o700 });
    await close(path.join(folder, name), 0o700);
  }
  await requireSpace(folder);
  return folder;
}

/** A folder of somebody else's in which this user may write, such as a container's volume, stays as it is. */
async function close(folder: string, mode: number): Promise<void> {
  await chmod(folder, mode).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EPERM") throw error;
  });
}

async function requireSpace(folder: string): Promise<void> {
  const isFirst = !(await readdir(folder)).some((name) => name === "secrets.json");
  const needed = isFirst ? FIRST_START_BYTES : LATER_START_BYTES;
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= needed) return;
  throw new LaunchError(
    `The disk of ${folder} is full: ${Math.floor(free / MB)} MB are free, and a start needs ${needed / MB} MB.`,
    "Free some space, or move the folder to a larger disk (ATELIER_DATA), and start again. Nothing was lost.",
  );
}
