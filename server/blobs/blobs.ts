import { settings } from "../settings";
import type { BlobStore } from "./blob-store";
import { folderBlobStore } from "./folder-blob-store";

const globals = globalThis as { atelierBlobs?: BlobStore };

/** This server's blob store. */
export function blobs(): BlobStore {
  globals.atelierBlobs ??= folderBlobStore(settings().blobFolder);
  return globals.atelierBlobs;
}
