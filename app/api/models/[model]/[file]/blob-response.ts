import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import type { Sha256 } from "@/lib/ids";
import type { BlobStore } from "@/server/blobs/blob-store";

type ServedBlob = { sha256: Sha256; bytes: number | null; mime: string; fileName: string; isPublic: boolean };

/**
 * Serves a blob under its hash: 304 when the browser has it, 206 for a byte range. The address names a model,
 * which may be replaced, so browsers ask again unless the address carries the hash (`?sha=`).
 */
export async function blobResponse(request: Request, blobs: BlobStore, blob: ServedBlob): Promise<Response> {
  const etag = `"${blob.sha256}"`;
  const isPinned = new URL(request.url).searchParams.get("sha") === blob.sha256;
  const headers = new Headers({
    etag,
    "accept-ranges": "bytes",
    "content-type": blob.mime,
    "content-disposition": `${blob.mime.startsWith("image/") ? "inline" : "attachment"}; filename="${blob.fileName}"`,
    "cache-control": `${blob.isPublic ? "public" : "private"}, ${isPinned ? "max-age=31536000, immutable" : "no-cache"}`,
  });
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  const size = blob.bytes ?? (await stat(await blobs.localPath(blob.sha256))).size;
  const range = readRange(request.headers.get("range"), size);
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  if (range) headers.set("content-range", `bytes ${range.start}-${range.end}/${size}`);
  headers.set("content-length", String(range ? range.end - range.start + 1 : size));
  const stream = Readable.toWeb(await blobs.open(blob.sha256, range));
  return new Response(stream as ReadableStream<Uint8Array>, { status: range ? 206 : 200, headers });
}

/** One byte range; several at once are answered with the whole, as the standard allows. */
function readRange(
  header: string | null,
  size: number,
): { start: number; end: number } | "unsatisfiable" | undefined {
  const match = header && /^bytes=(\d*)-(\d*)$/.exec(header);
  if (!match || (!match[1] && !match[2])) return undefined;
  const start = match[1] ? Number(match[1]) : Math.max(0, size - Number(match[2]));
  const end = match[1] && match[2] ? Math.min(size - 1, Number(match[2])) : size - 1;
  return start <= end && start < size ? { start, end } : "unsatisfiable";
}
