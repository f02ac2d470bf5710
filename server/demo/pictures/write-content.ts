import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

export const CONTENT_DIR = join(import.meta.dirname, "..", "content");

/** Empties a folder of the demo content before it is written again. */
export async function emptyFolder(folder: string) {
  await rm(join(CONTENT_DIR, folder), { recursive: true, force: true });
  await mkdir(join(CONTENT_DIR, folder), { recursive: true });
}

export async function writeContent(path: string, content: Buffer | object) {
  const target = join(CONTENT_DIR, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, Buffer.isBuffer(content) ? content : `${JSON.stringify(content, null, 1)}\n`);
}
