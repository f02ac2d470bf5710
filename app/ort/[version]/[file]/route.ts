import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

export const dynamic = "force-dynamic";

/** The pair that `onnxruntime-web/wasm` needs, straight from the installed package: nothing to copy or commit. */
const FILES = new Map([
  ["ort-wasm-simd-threaded.mjs", "text/javascript; charset=utf-8"],
  ["ort-wasm-simd-threaded.wasm", "application/wasm"],
]);

const FOLDER = path.join("node_modules", "onnxruntime-web", "dist");
const compressed = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** Serves onnxruntime-web's runtime, 14 MB as 3, to be kept for good: its version is in the address. */
export async function GET(request: Request, { params }: { params: Promise<{ version: string; file: string }> }) {
  const { file } = await params;
  const type = FILES.get(file);
  if (!type) return new Response("not found", { status: 404 });
  const headers = new Headers({ "content-type": type, "cache-control": "public, max-age=31536000, immutable", vary: "accept-encoding" });
  if (!/\bbr\b/.test(request.headers.get("accept-encoding") ?? "")) {
    return new Response(await readFile(path.join(process.cwd(), FOLDER, file)), { headers });
  }
  headers.set("content-encoding", "br");
  return new Response(await compressedFile(file), { headers });
}

/** Compressed once per process: two seconds of one core on the first request. */
function compressedFile(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const known = compressed.get(file);
  if (known) return known;
  const made = readFile(path.join(process.cwd(), FOLDER, file)).then(async (bytes) => {
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_LGWIN]: 22 } };
    return new Uint8Array(await promisify(brotliCompress)(bytes, quality));
  });
  compressed.set(file, made);
  made.catch(() => compressed.delete(file));
  return made;
}
