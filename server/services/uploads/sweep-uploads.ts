import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Database } from "@/db/client";
import { deleteExpiredUploads } from "@/db/queries/upload";
import { asSystem } from "@/db/scope";
import { UPLOAD_LIFE_MS } from "./create-upload";
import { uploadFolder, uploadPath } from "./upload-folder";

const ORPHAN_AGE_MS = 7 * UPLOAD_LIFE_MS;

/** Removes uploads that nobody finished or imported in time, and files that no row knows any more. */
export async function sweepUploads(db: Database): Promise<void> {
  const expired = await asSystem(db, deleteExpiredUploads);
  for (const { id } of expired) await rm(uploadPath(id), { force: true });
  const names = await readdir(uploadFolder()).catch(() => []);
  for (const name of names) {
    const file = path.join(uploadFolder(), name);
    const age =
      Date.now() -
      (await stat(file).then(
        ({ mtimeMs }) => mtimeMs,
        () => Date.now(),
      ));
    if (age > ORPHAN_AGE_MS) await rm(file, { force: true });
  }
}
