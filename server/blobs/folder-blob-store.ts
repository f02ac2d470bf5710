import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { access, mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
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
    const { maxBytes = Number.POSITIVE_INFINITY } = options;
    return source instanceof Readable ? putStream(source, maxBytes) : putBytes(source, maxBytes);
  }

  /** Bytes at hand need no streams, and none of the work when the store has them already. */
  async function putBytes(bytes: Uint8Array, maxBytes: number): Promise<StoredBlob> {
    if (bytes.byteLength > maxBytes)
      throw new AppError("tooLarge", "upload.tooLarge", { args: { maxBytes } });
    const sha256 = Sha256.parse(createHash("sha256").update(bytes).digest("hex"));
    const stored = { sha256, bytes: bytes.byteLength };
    if (await has(sha256)) return stored;
    const partial = path.join(temporary, randomUUID());
    try {
      await makingFolder(temporary, () => writeFile(partial, bytes, { flush: true }));
      await makingFolder(path.dirname(pathOf(sha256)), () => rename(partial, pathOf(sha256)));
      return stored;
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
  }

  async function putStream(source: Readable, maxBytes: number) {
    await mkdir(temporary, { recursive: true });
    const partial = path.join(temporary, randomUUID());
    const meter = hashingMeter(maxBytes);
    try {
      await pipeline(source, meter.stream, createWriteStream(partial, { flush: true }));
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

/** Does `work`, which needs a folder that is nearly always there. */
async function makingFolder(folder: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    await mkdir(folder, { recursive: true });
    await work();
  }
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
