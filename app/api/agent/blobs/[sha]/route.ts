import { Readable } from "node:stream";
import { RunId, Sha256 } from "@/lib/ids";
import { createContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { errorResponse } from "@/server/http-error";
import { openRunBlob } from "@/server/services/agent/open-run-blob";
import { workerContext } from "@/server/services/agent/worker-context";

/** Bytes that the run `?run=` needs, for the worker that holds it. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ sha: string }> },
): Promise<Response> {
  try {
    const sha256 = Sha256.safeParse((await params).sha);
    const runId = RunId.safeParse(new URL(request.url).searchParams.get("run"));
    if (!sha256.success || !runId.success)
      throw new AppError("notFound", "blob.missing", { args: { sha256: "" } });
    const ctx = workerContext(await createContext(request.headers));
    const stream = await openRunBlob(ctx, { runId: runId.data, sha256: sha256.data });
    return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
      headers: { "content-type": "application/octet-stream", "cache-control": "no-store" },
    });
  } catch (error) {
    return errorResponse(error);
  }
}
