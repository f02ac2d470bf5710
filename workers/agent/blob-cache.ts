import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { RunId, Sha256 } from "@/lib/ids";
import { persist, type ServerConnection } from "./server-connection";

const PARALLEL = 6;
const MAX_CACHE_BYTES = 20 * 1024 ** 3;

/** Bytes from the server, kept by their hash, so that a second run on the same pictures fetches nothing. */
export class BlobCache {
  readonly folder: string;
  readonly #server: ServerConnection;

  constructor(server: ServerConnection, folder: string) {
    this.#server = server;
    this.folder = folder;
  }

  /** Where a hash lies, relative to the cache's folder. */
  static nameOf(sha256: string): string {
    return `${sha256.slice(0, 2)}/${sha256}`;
  }

  /** Fetches what is missing of a run's bytes; `onProgress` hears how many are here. */
  async fetchAll(
    runId: RunId,
    hashes: readonly Sha256[],
    options: { signal: AbortSignal; onProgress(done: number): void },
  ) {
    const queue = [...new Set(hashes)];
    let done = 0;
    const work = async () => {
      for (let sha256 = queue.pop(); sha256; sha256 = queue.pop()) {
        await this.fetch(runId, sha256, options.signal);
        options.onProgress(++done);
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, work));
  }

  /** The local path of one blob, fetched and checked against its hash when it is not here yet. */
  async fetch(runId: RunId, sha256: Sha256, signal: AbortSignal): Promise<string> {
    const target = path.join(this.folder, BlobCache.nameOf(sha256));
    const now = new Date();
    if (
      await utimes(target, now, now).then(
        () => true,
        () => false,
      )
    )
      return target;
    await mkdir(path.dirname(target), { recursive: true });
    const partial = path.join(this.folder, `${randomUUID()}.part`);
    try {
      await persist(() => this.#download(runId, sha256, { partial, signal }), signal);
      await rename(partial, target);
    } finally {
      await rm(partial, { force: true });
    }
    return target;
  }

  /** Deletes what was not used for longest, down to 20 GB. */
  async trim(maxBytes = MAX_CACHE_BYTES): Promise<void> {
    const files = await this.#list();
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    for (const file of files.sort((a, b) => a.usedMs - b.usedMs)) {
      if (bytes <= maxBytes) return;
      await rm(file.path, { force: true });
      bytes -= file.bytes;
    }
  }

  async #download(runId: RunId, sha256: Sha256, to: { partial: string; signal: AbortSignal }): Promise<void> {
    const response = await this.#server.request(`/api/agent/blobs/${sha256}?run=${runId}`, {
      signal: to.signal,
    });
    if (!response.body) throw new Error("the server sent no bytes");
    const hash = createHash("sha256");
    const hashed = async function* (source: AsyncIterable<Uint8Array>) {
      for await (const chunk of source) {
        hash.update(chunk);
        yield chunk;
      }
    };
    await pipeline(response.body, hashed, createWriteStream(to.partial));
    if (hash.digest("hex") !== sha256)
      throw new Error("the bytes that came are not the ones that were asked for");
  }

  async #list() {
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
    return Promise.all(
      files.map(async (file) => {
        const { size, mtimeMs } = await stat(file);
        return { path: file, bytes: size, usedMs: mtimeMs };
      }),
    );
  }
}
