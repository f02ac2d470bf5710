import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { advanceUpload, findUpload } from "@/db/queries/upload";
import { asSystem } from "@/db/scope";
import type { UploadId } from "@/lib/ids";
import { requireUser } from "../../access";
import type { RequestContext } from "../../context";
import { AppError } from "../../errors";
import { UPLOAD_LIFE_MS } from "./create-upload";
import { forgetUploads } from "./forget-uploads";
import { uploadPath } from "./upload-folder";

export type UploadState = { id: UploadId; receivedBytes: number; bytes: number; complete: boolean };

/** One person's upload; to anybody else it does not exist. */
export async function readUpload(ctx: RequestContext, uploadId: UploadId): Promise<UploadState> {
  const { row } = await openUpload(ctx, uploadId);
  return {
    id: row.id,
    receivedBytes: row.receivedBytes,
    bytes: row.bytes,
    complete: row.receivedBytes === row.bytes,
  };
}

/**
 * Appends a part at `offset`, counted as it streams. A part that does not begin where the file ends is refused with
 * `conflict` and the true offset; what arrived before a connection broke is kept. The last part's end checks the hash.
 */
export async function receivePart(
  ctx: RequestContext,
  part: { uploadId: UploadId; offset: number; body: ReadableStream<Uint8Array> },
): Promise<UploadState> {
  const { row } = await openUpload(ctx, part.uploadId);
  if (part.offset !== row.receivedBytes) throw wrongOffset(row.receivedBytes);
  const written = await append(uploadPath(row.id), part.offset, row.bytes, part.body);
  const receivedBytes = part.offset + written.bytes;
  const moved = await asSystem(ctx.db, (tx) =>
    advanceUpload(tx, {
      uploadId: row.id,
      from: part.offset,
      to: receivedBytes,
      expiresAt: new Date(Date.now() + UPLOAD_LIFE_MS),
    }),
  );
  if (!moved) throw wrongOffset((await openUpload(ctx, part.uploadId)).row.receivedBytes);
  if (written.error) throw written.error;
  const complete = receivedBytes === row.bytes;
  if (complete && row.sha256 !== null) await verifyHash(ctx, row.id, row.sha256);
  return { id: row.id, receivedBytes, bytes: row.bytes, complete };
}

/** Forgets an upload and its bytes. */
export async function abandonUpload(ctx: RequestContext, uploadId: UploadId): Promise<void> {
  const { row } = await openUpload(ctx, uploadId);
  await forgetUploads(ctx.db, [row.id]);
}

async function openUpload(ctx: RequestContext, uploadId: UploadId) {
  const user = requireUser(ctx);
  if (
    ctx.actor.kind === "token" &&
    !ctx.actor.scopes.some((scope) => scope === "write" || scope === "admin")
  ) {
    throw new AppError("forbidden", "token.scopeTooNarrow", { args: { scope: "write" } });
  }
  const row = await asSystem(ctx.db, (tx) => findUpload(tx, { uploadId, userId: user.id }));
  const isOtherTeams =
    ctx.actor.kind === "token" && ctx.actor.boundTeamId !== null && ctx.actor.boundTeamId !== row?.teamId;
  if (!row || isOtherTeams) throw new AppError("notFound", "upload.notFound");
  return { row, user };
}

function wrongOffset(offset: number) {
  return new AppError("conflict", "upload.wrongOffset", { args: { offset } });
}

async function append(file: string, offset: number, announced: number, body: ReadableStream<Uint8Array>) {
  const handle = await open(file, offset === 0 ? "w" : "r+");
  let bytes = 0;
  try {
    for await (const chunk of body) {
      if (offset + bytes + chunk.byteLength > announced) {
        return {
          bytes,
          error: new AppError("tooLarge", "upload.moreThanAnnounced", { args: { announced } }),
        };
      }
      await handle.write(chunk, 0, chunk.byteLength, offset + bytes);
      bytes += chunk.byteLength;
    }
    return { bytes, error: undefined };
  } catch (error) {
    return { bytes, error };
  } finally {
    await handle.sync();
    await handle.close();
  }
}

async function verifyHash(ctx: RequestContext, uploadId: UploadId, expected: string): Promise<void> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(uploadPath(uploadId)), hash);
  if (hash.digest("hex") === expected) return;
  await abandonUpload(ctx, uploadId);
  throw new AppError("invalid", "upload.hashMismatch");
}
