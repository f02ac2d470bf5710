import { buffer } from "node:stream/consumers";
import type { Sha256 } from "@/lib/ids";
import type { RequestContext } from "@/server/context";

/** Every option answers with the same headers, so that none is told by them. */
export async function pictureResponse(ctx: RequestContext, sha256: Sha256): Promise<Response> {
  const bytes = await buffer(await ctx.blobs.open(sha256));
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": "image/jpeg",
      "content-length": String(bytes.byteLength),
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
    },
  });
}
