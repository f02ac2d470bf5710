import { Readable } from "node:stream";

export type ServedBlob = {
  sha256: string;
  bytes: number;
  mime: string;
  fileName: string;
  open(range?: { start: number; end: number }): Promise<Readable>;
};

/**
 * Answers with a blob: never guessed at, never run (sandbox), kept privately by the browser under its hash, in
 * ranges when asked. `disposition` is "inline" only for pictures that this server encoded.
 */
export async function blobResponse(
  request: Request,
  blob: ServedBlob,
  disposition: "inline" | "attachment",
): Promise<Response> {
  const headers = new Headers({
    "content-type": blob.mime,
    "content-disposition": `${disposition}; filename*=UTF-8''${encodeRfc5987(blob.fileName)}`,
    "cache-control": "private, max-age=31536000, immutable",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "accept-ranges": "bytes",
    etag: `"${blob.sha256}"`,
    vary: "cookie, authorization",
  });
  if (request.headers.get("if-none-match") === `"${blob.sha256}"`)
    return new Response(null, { status: 304, headers });
  const range = parseRange(request.headers.get("range"), blob.bytes);
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${blob.bytes}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set("content-length", String(range ? range.end - range.start + 1 : blob.bytes));
  if (range) headers.set("content-range", `bytes ${range.start}-${range.end}/${blob.bytes}`);
  const body = request.method === "HEAD" ? null : toWeb(await blob.open(range));
  return new Response(body, { status: range ? 206 : 200, headers });
}

/** One range; several, or what we cannot read, are answered with the whole (RFC 9110 §14.2 allows it). */
function parseRange(
  header: string | null,
  bytes: number,
): { start: number; end: number } | "unsatisfiable" | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  const [, first = "", last = ""] = match ?? [];
  if (!match || (first === "" && last === "")) return undefined;
  const start = first === "" ? Math.max(0, bytes - Number(last)) : Number(first);
  const end = first === "" || last === "" ? bytes - 1 : Math.min(Number(last), bytes - 1);
  return start > end || start >= bytes ? "unsatisfiable" : { start, end };
}

function toWeb(stream: Readable): ReadableStream<Uint8Array> {
  // Node's and the web's declarations of one object.
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
}

function encodeRfc5987(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
