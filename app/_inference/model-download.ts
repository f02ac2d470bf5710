import { createSHA256 } from "hash-wasm";
import { abortError, InferenceError, isAbort } from "./inference-error";

export type DownloadProgress = { loadedBytes: number; totalBytes: number | null };
export type Downloaded = { blob: Blob; fromCache: boolean };

/** `bytes` null: not known beforehand. */
type FileOnServer = { url: string; sha256: string; bytes: number | null };
type Listener = (progress: DownloadProgress) => void;

const CACHE_NAME = "atelier-models-1";
const MOST_KEPT = 16;

type Shared = {
  result: Promise<Downloaded>;
  listeners: Set<Listener>;
  abort: AbortController;
  users: number;
};
const underWay = new Map<string, Shared>();

/**
 * Brings a file by its SHA-256: from the cache, or over the network with byte progress, checked before it is
 * used or kept. Two callers share one download; it stops when the last of them is cancelled.
 */
export async function download(
  file: FileOnServer,
  options: { signal?: AbortSignal | undefined; onProgress?: Listener | undefined } = {},
): Promise<Downloaded> {
  const { signal, onProgress } = options;
  signal?.throwIfAborted();
  const shared = underWay.get(file.sha256) ?? begin(file);
  shared.users += 1;
  if (onProgress) shared.listeners.add(onProgress);
  try {
    return await untilAborted(shared.result, signal);
  } finally {
    if (onProgress) shared.listeners.delete(onProgress);
    shared.users -= 1;
    if (shared.users === 0) shared.abort.abort();
  }
}

function begin(file: FileOnServer): Shared {
  const abort = new AbortController();
  const listeners = new Set<Listener>();
  const tell: Listener = (progress) => {
    for (const listener of listeners) listener(progress);
  };
  const result = bring(file, abort.signal, tell).finally(() => underWay.delete(file.sha256));
  // A download that everybody has left rejects with nobody listening.
  result.catch(() => undefined);
  const shared = { result, listeners, abort, users: 0 };
  underWay.set(file.sha256, shared);
  return shared;
}

function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(abortError());
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

async function bring(file: FileOnServer, signal: AbortSignal, tell: Listener): Promise<Downloaded> {
  const kept = await fromCache(file);
  if (kept) return { blob: kept, fromCache: true };
  const chunks = await readChecked(file, signal, tell);
  const blob = new Blob(chunks, { type: "application/octet-stream" });
  await keep(file, blob);
  return { blob, fromCache: false };
}

async function readChecked(file: FileOnServer, signal: AbortSignal, tell: Listener): Promise<BlobPart[]> {
  const response = await fetch(file.url, { signal }).catch((cause: unknown) => {
    if (isAbort(cause)) throw cause;
    throw new InferenceError("downloadFailed", "the server cannot be reached", { cause });
  });
  if (!response.ok || !response.body) throw new InferenceError("downloadFailed", `HTTP ${response.status}`);
  const hash = await createSHA256();
  const chunks: BlobPart[] = [];
  let loadedBytes = 0;
  tell({ loadedBytes, totalBytes: file.bytes });
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      if (isAbort(cause)) throw cause;
      throw new InferenceError("downloadFailed", "the connection broke", { cause });
    });
    if (done) break;
    hash.update(value);
    chunks.push(value);
    loadedBytes += value.byteLength;
    tell({ loadedBytes, totalBytes: file.bytes });
  }
  const found = hash.digest("hex");
  if (found !== file.sha256) throw new InferenceError("hashMismatch", `${found} instead of ${file.sha256}`);
  return chunks;
}

/** Where the cache keeps a file; nothing answers at this address. */
function cacheKey(sha256: string): string {
  return `/_models/${sha256}`;
}

async function fromCache(file: FileOnServer): Promise<Blob | undefined> {
  const cache = await openCache();
  const kept = await cache?.match(cacheKey(file.sha256)).catch(() => undefined);
  const blob = await kept?.blob().catch(() => undefined);
  return blob && (file.bytes === null || blob.size === file.bytes) ? blob : undefined;
}

async function keep(file: FileOnServer, blob: Blob): Promise<void> {
  const cache = await openCache();
  if (!cache) return;
  try {
    const keys = await cache.keys();
    for (const old of keys.slice(0, Math.max(0, keys.length - MOST_KEPT + 1))) await cache.delete(old);
    await cache.put(cacheKey(file.sha256), new Response(blob));
  } catch {
    // No room to keep it: the next visit downloads it again.
  }
}

/** Missing over plain http on another host, and in some private windows. */
async function openCache(): Promise<Cache | undefined> {
  if (typeof caches === "undefined") return undefined;
  return caches.open(CACHE_NAME).catch(() => undefined);
}
