import { rm } from "node:fs/promises";
import type { Database } from "@/db/client";
import { deleteUploads } from "@/db/queries/upload";
import { asSystem } from "@/db/scope";
import type { UploadId } from "@/lib/ids";
import { uploadPath } from "./upload-folder";

/** Forgets uploads and their bytes. */
export async function forgetUploads(db: Database, uploadIds: readonly UploadId[]): Promise<void> {
  await asSystem(db, (tx) => deleteUploads(tx, { uploadIds: [...uploadIds] }));
  for (const id of uploadIds) await rm(uploadPath(id), { force: true });
}
