import { createWriteStream } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeStream } from "node:stream/web";
import type { Transaction } from "@/db/client";
import { lockArtifact, setReceivedBytes } from "@/db/queries/artifact";
import { asSystem } from "@/db/scope";
import type { ArtifactId } from "@/lib/ids";
import { HELD_STATUSES } from "@/lib/protocol/run";
import { AppError } from "../../errors";
import { partialArtifactPath } from "./artifact-folder";
import type { WorkerContext } from "./worker-context";

/**
 * Appends one part to an artifact, streamed to disk and counted. A part that does not start where the last
 * one ended is refused with the offset to go on from (`artifact.wrongOffset`), and more bytes than were
 * announced with `tooLarge`; what came before a broken connection is kept.
 */
export async function receiveArtifactPart(
  ctx: WorkerContext,
  part: { artifactId: ArtifactId; offset: number; body: ReadableStream<Uint8Array> },
): Promise<{ receivedBytes: number }> {
  const artifact = await asSystem(ctx.db, (tx) => openArtifact(tx, ctx, part.artifactId));
  const file = partialArtifactPath(part.artifactId);
  const here = await fileBytes(file);
  if (part.offset !== here)
    throw new AppError("conflict", "artifact.wrongOffset", { args: { offset: here } });
  await mkdir(path.dirname(file), { recursive: true });
  try {
    await append(file, part, artifact.bytes);
  } finally {
    const receivedBytes = await fileBytes(file);
    await asSystem(ctx.db, (tx) => setReceivedBytes(tx, { artifactId: part.artifactId, receivedBytes }));
  }
  return { receivedBytes: await fileBytes(file) };
}

/** The artifact as its run's holder may write it: unfinished, of the run's present attempt. */
async function openArtifact(tx: Transaction, ctx: WorkerContext, artifactId: ArtifactId) {
  const found = await lockArtifact(tx, { artifactId });
  if (!found || found.tokenId !== ctx.worker.tokenId) throw new AppError("notFound", "artifact.notFound");
  const isHeld = HELD_STATUSES.some((status) => status === found.run.status);
  if (!isHeld || found.artifact.attempt !== found.run.attempt) {
    throw new AppError("stale", "run.leaseLost", { args: { attempt: found.artifact.attempt } });
  }
  if (found.artifact.status === "ready") throw new AppError("conflict", "artifact.finished");
  return found.artifact;
}

async function append(
  file: string,
  part: { offset: number; body: ReadableStream<Uint8Array> },
  announced: number,
) {
  let bytes = part.offset;
  const counted = async function* (source: AsyncIterable<Uint8Array>) {
    for await (const chunk of source) {
      bytes += chunk.byteLength;
      if (bytes > announced)
        throw new AppError("tooLarge", "artifact.moreThanAnnounced", { args: { announced } });
      yield chunk;
    }
  };
  // The web's and Node's stream types describe the same object.
  const source = Readable.fromWeb(part.body as NodeStream<Uint8Array>);
  await pipeline(
    source,
    counted,
    createWriteStream(file, { flags: part.offset === 0 ? "w" : "r+", start: part.offset, flush: true }),
  );
}

async function fileBytes(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
