import type { Readable } from "node:stream";

/** One file of an import, from a zip or by itself. `path` is relative, NFC, with forward slashes. */
export type SourceFile = {
  path: string;
  bytes: number;
  open(): Promise<Readable>;
};

/** The first bytes of a file, by which it is told what it is. */
export async function readHead(file: SourceFile, bytes = 1024): Promise<Buffer> {
  const stream = await file.open();
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= bytes) break;
    }
  } finally {
    stream.destroy();
  }
  return Buffer.concat(chunks).subarray(0, bytes);
}

/** A whole file; refuses to read more than `maxBytes`. */
export async function readWhole(file: SourceFile, maxBytes: number): Promise<Buffer | undefined> {
  if (file.bytes > maxBytes) return undefined;
  const stream = await file.open();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > maxBytes) {
      stream.destroy();
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The file name at the end of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A file name without its last extension. */
export function stemOf(path: string): string {
  const name = baseName(path);
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(0, dot) : name;
}
