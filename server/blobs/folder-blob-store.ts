import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { access, mkdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Sha256 } from "@/lib/ids";
import { AppError } from "../errors";
import type { BlobStore, StoredBlob } from "./blob-store";

/** Blobs as files `ab/cd/<sha256>` under one folder; a half-written file is never visible under its name. */
export function folderBlobStore(folder: string): BlobStore {
  const temporary = path.join(folder, "incoming");

  function pathOf(sha256: Sha256) {
    return path.join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }

  async function moveIn(from: string, sha256: Sha256): Promise<StoredBlob> {
    const target = pathOf(sha256);
    const { size } = await stat(from);
    await mkdir(path.dirname(target), { recursive: true });
    await rename(from, target);
    return { sha256, bytes: size };
  }

  async function put(source: Readable | Uint8Array, options: { maxBytes?: number } = {}) {
    await mkdir(temporary, { recursive: true });
    const partial = path.join(temporary, randomUUID());
    const meter = hashingMeter(options.maxBytes ?? Number.POSITIVE_INFINITY);
    try {
      const input = source instanceof Readable ? source : Readable.from([source]);
      await pipeline(input, meter.stream, createWriteStream(partial, { flush: true }));
      return await moveIn(partial, meter.digest());
    } finally {
      await rm(partial, { force: true });
    }
  }

  async function has(sha256: Sha256) {
    return access(pathOf(sha256)).then(
      () => true,
      () => false,
    );
  }

  async function localPath(sha256: Sha256) {
    if (!(await has(sha256))) throw new AppError("notFound", "blob.missing", { args: { sha256 } });
    return pathOf(sha256);
  }

  async function open(sha256: Sha256, range?: { start: number; end: number }) {
    return createReadStream(await localPath(sha256), range);
  }

  return { put, adopt: moveIn, has, open, localPath };
}

function hashingMeter(maxBytes: number) {
  const hash = createHash("sha256");
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.byteLength;
      hash.update(chunk);
      if (bytes > maxBytes) done(new AppError("tooLarge", "upload.tooLarge", { args: { maxBytes } }));
      else done(null, chunk);
    },
  });
  return { stream, digest: () => Sha256.parse(hash.digest("hex")) };
}
