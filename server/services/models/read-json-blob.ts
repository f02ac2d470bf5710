import type { ZodType } from "zod";
import type { Sha256 } from "@/lib/ids";
import type { BlobStore } from "../../blobs/blob-store";
import { AppError } from "../../errors";

const LARGEST = 512 * 1024 * 1024;

/** Reads a blob as JSON of one schema; throws `invalid` with the given reason when it is not that. */
export async function readJsonBlob<Value>(
  blobs: BlobStore,
  options: { sha256: Sha256; schema: ZodType<Value>; reason: string },
): Promise<Value> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of await blobs.open(options.sha256)) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > LARGEST)
      throw new AppError("tooLarge", options.reason, { args: { detail: `> ${LARGEST} bytes` } });
  }
  const parsed = options.schema.safeParse(parseJson(Buffer.concat(chunks).toString("utf8")));
  if (parsed.success) return parsed.data;
  const detail = parsed.error.issues[0];
  throw new AppError("invalid", options.reason, {
    args: { detail: detail ? `${detail.path.join(".")}: ${detail.message}` : "" },
    cause: parsed.error,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
