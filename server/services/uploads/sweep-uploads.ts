import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Database } from "@/db/client";
import { deleteExpiredUploads, findExistingUploads } from "@/db/queries/upload";
import { asSystem } from "@/db/scope";
import { UploadId } from "@/lib/ids";
import { UPLOAD_LIFE_MS } from "./create-upload";
import { uploadFolder, uploadPath } from "./upload-folder";

const ORPHAN_AGE_MS = 7 * UPLOAD_LIFE_MS;

/** Removes uploads that nobody finished or imported in time, and old files that no row knows. */
export async function sweepUploads(db: Database): Promise<void> {
  const expired = await asSystem(db, deleteExpiredUploads);
  for (const { id } of expired) await rm(uploadPath(id), { force: true });
  const old = await listOldFiles();
  const uploadIds = old.flatMap((name) => UploadId.safeParse(name).data ?? []);
  const known = new Set<string>(await asSystem(db, (tx) => findExistingUploads(tx, { uploadIds })));
  for (const name of old)
    if (!known.has(name)) await rm(path.join(uploadFolder(), name), { force: true, recursive: true });
}

async function listOldFiles(): Promise<string[]> {
  const names = await readdir(uploadFolder()).catch(() => []);
  const old: string[] = [];
  for (const name of names) {
    const info = await stat(path.join(uploadFolder(), name)).catch(() => undefined);
    if (info && Date.now() - info.mtimeMs > ORPHAN_AGE_MS) old.push(name);
  }
  return old;
}
