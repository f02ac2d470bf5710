import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Server } from "./client";
import { Refused } from "./exit";
import { refusal } from "./upload";

/** Saves a download whole or not at all; returns its size and hash. */
export async function download(server: Server, params: { from: string; to: string }) {
  const answer = await server.fetch(params.from);
  if (!answer.ok || !answer.body) throw await refusal(answer, params.to);
  const hash = createHash("sha256");
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      done(null, chunk);
    },
  });
  const partial = `${params.to}.partial`;
  try {
    await pipeline(Readable.fromWeb(answer.body), meter, createWriteStream(partial));
    await rename(partial, params.to);
  } catch (cause) {
    throw new Refused(`${params.to} could not be written: ${cause instanceof Error ? cause.message : cause}`);
  } finally {
    await rm(partial, { force: true });
  }
  return { bytes, sha256: hash.digest("hex") };
}
