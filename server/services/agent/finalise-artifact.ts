import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import {
  deleteOldCheckpoints,
  isArtifactBlobUsed,
  lockArtifact,
  markArtifactReady,
} from "@/db/queries/artifact";
import { asSystem } from "@/db/scope";
import { type ArtifactId, Sha256 } from "@/lib/ids";
import type { Lease } from "@/lib/protocol/agent";
import { AppError } from "../../errors";
import { announceRun } from "./announce-run";
import { partialArtifactPath } from "./artifact-folder";
import { holdLease } from "./hold-lease";
import type { WorkerContext } from "./worker-context";

const KEPT_CHECKPOINTS = 2;

/**
 * Checks an artifact's bytes against what was announced and moves them into the blob store. Bytes of another
 * hash are thrown away, so that the upload can start over. Repeating it is harmless.
 */
export async function finaliseArtifact(ctx: WorkerContext, params: { lease: Lease; artifactId: ArtifactId }) {
  const announced = await asSystem(ctx.db, (tx) => findOwnArtifact(tx, ctx, params));
  if (announced.status === "ready") return { status: "ready" as const };
  const file = partialArtifactPath(params.artifactId);
  // A finalise that died between its rename and its commit left the bytes in the store already.
  const isMovedIn =
    announced.receivedBytes === announced.bytes &&
    !existsSync(file) &&
    (await ctx.blobs.has(announced.sha256));
  if (!isMovedIn) await checkBytes(file, announced);
  const unused = await asSystem(ctx.db, async (tx) => {
    const artifact = await findOwnArtifact(tx, ctx, params);
    if (artifact.status === "ready") return [];
    const { id: artifactId, sha256, bytes } = artifact;
    if (!isMovedIn) await ctx.blobs.adopt(file, sha256);
    await markArtifactReady(tx, { artifactId, sha256, bytes, mime: mimeOf(artifact.name) });
    await announceRun(tx, { id: artifact.runId });
    if (artifact.kind !== "checkpoint") return [];
    return deleteOldCheckpoints(tx, { runId: artifact.runId, keep: KEPT_CHECKPOINTS });
  });
  for (const sha256 of unused) await dropCheckpointBlob(ctx, sha256);
  return { status: "ready" as const };
}

async function findOwnArtifact(
  tx: Parameters<typeof lockArtifact>[0],
  ctx: WorkerContext,
  params: { lease: Lease; artifactId: ArtifactId },
) {
  const { run } = await holdLease(tx, ctx, params.lease);
  const found = await lockArtifact(tx, { artifactId: params.artifactId });
  const isOwn = found && found.artifact.runId === run.id && found.artifact.attempt === params.lease.attempt;
  if (!isOwn) throw new AppError("notFound", "artifact.notFound");
  return found.artifact;
}

async function checkBytes(file: string, announced: { bytes: number; sha256: Sha256 }): Promise<void> {
  const size = await stat(file).then(
    ({ size: bytes }) => bytes,
    () => 0,
  );
  if (size !== announced.bytes) {
    throw new AppError("conflict", "artifact.incomplete", {
      args: { received: size, announced: announced.bytes },
    });
  }
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  if (Sha256.parse(hash.digest("hex")) === announced.sha256) return;
  await rm(file, { force: true });
  throw new AppError("invalid", "artifact.hashMismatch");
}

/** Engine state that two newer checkpoints replaced is of no use to anybody; its bytes go. */
async function dropCheckpointBlob(ctx: WorkerContext, sha256: Sha256): Promise<void> {
  if (await asSystem(ctx.db, (tx) => isArtifactBlobUsed(tx, { sha256 }))) return;
  await rm(await ctx.blobs.localPath(sha256), { force: true });
}

function mimeOf(name: string): string {
  if (name.endsWith(".json")) return "application/json";
  if (name.endsWith(".png")) return "image/png";
  return "application/octet-stream";
}
