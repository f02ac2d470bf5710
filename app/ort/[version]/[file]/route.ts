import { createReadStream } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";

export const dynamic = "force-dynamic";

/** The pair that `onnxruntime-web/wasm` needs, straight from the installed package: nothing to copy or commit. */
const FILES = new Map([
  ["ort-wasm-simd-threaded.mjs", "text/javascript; charset=utf-8"],
  ["ort-wasm-simd-threaded.wasm", "application/wasm"],
]);

const FOLDER = path.join("node_modules", "onnxruntime-web", "dist");

/**
 * Serves onnxruntime-web's runtime, to be kept for good: its version is in the address. Next compresses it on
 * the way (14 MB as 4), and drops an encoding of ours.
 */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ version: string; file: string }> },
) {
  const { file } = await params;
  const type = FILES.get(file);
  if (!type) return new Response("not found", { status: 404 });
  const stream = Readable.toWeb(createReadStream(path.join(process.cwd(), FOLDER, file)));
  const headers = { "content-type": type, "cache-control": "public, max-age=31536000, immutable" };
  return new Response(stream as ReadableStream<Uint8Array>, { headers });
}
