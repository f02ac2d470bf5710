import type { Readable } from "node:stream";
import { findHeldRunOfToken } from "@/db/queries/lease";
import { isBlobOfRun } from "@/db/queries/run-blob";
import { asSystem } from "@/db/scope";
import type { RunId, Sha256 } from "@/lib/ids";
import { AppError } from "../../errors";
import type { WorkerContext } from "./worker-context";

/** Opens bytes that a run needs: a picture of its dataset version, its model, its checkpoint. Others do not exist for this worker. */
export async function openRunBlob(
  ctx: WorkerContext,
  params: { runId: RunId; sha256: Sha256 },
): Promise<Readable> {
  await asSystem(ctx.db, async (tx) => {
    const run = await findHeldRunOfToken(tx, { runId: params.runId, tokenId: ctx.worker.tokenId });
    if (!run) throw new AppError("stale", "run.leaseLost", { args: { attempt: 0 } });
    if (!(await isBlobOfRun(tx, { ...run, sha256: params.sha256 }))) {
      throw new AppError("notFound", "blob.missing", { args: { sha256: params.sha256 } });
    }
  });
  return ctx.blobs.open(params.sha256);
}
