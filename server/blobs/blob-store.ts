import type { Readable } from "node:stream";
import type { Sha256 } from "@/lib/ids";

export type StoredBlob = { sha256: Sha256; bytes: number };

/** Content-addressed bytes. A folder by default; another store implements the same five verbs. */
export type BlobStore = {
  /** Stores a stream under the SHA-256 of its bytes; refuses with `tooLarge` past `maxBytes` and leaves nothing behind. */
  put(source: Readable | Uint8Array, options?: { maxBytes?: number }): Promise<StoredBlob>;
  /** Moves a finished local file into the store. */
  adopt(filePath: string, sha256: Sha256): Promise<StoredBlob>;
  has(sha256: Sha256): Promise<boolean>;
  /** Opens a blob, or a byte range of it (`end` inclusive); throws `notFound` when it is missing. */
  open(sha256: Sha256, range?: { start: number; end: number }): Promise<Readable>;
  /** A path that local programs may read; for stores elsewhere, a local copy. */
  localPath(sha256: Sha256): Promise<string>;
};
