import { findArtifactByName, insertArtifact } from "@/db/queries/artifact";
import { asSystem } from "@/db/scope";
import type { Lease, NewArtifact } from "@/lib/protocol/agent";
import { AppError } from "../../errors";
import { holdLease } from "./hold-lease";
import type { WorkerContext } from "./worker-context";

/**
 * Announces a file of an attempt before its bytes come. The same announcement again answers how many bytes
 * are here already, so that an interrupted upload goes on; other bytes under the same name are refused.
 */
export async function createArtifact(ctx: WorkerContext, params: { lease: Lease; artifact: NewArtifact }) {
  const { lease, artifact } = params;
  return asSystem(ctx.db, async (tx) => {
    const { run } = await holdLease(tx, ctx, lease);
    const where = { runId: run.id, attempt: lease.attempt };
    const known = await findArtifactByName(tx, { ...where, name: artifact.name });
    if (known && (known.sha256 !== artifact.sha256 || known.bytes !== artifact.bytes)) {
      throw new AppError("conflict", "artifact.nameTaken", { args: { name: artifact.name } });
    }
    const { id, status, receivedBytes } =
      known ?? (await insertArtifact(tx, { ...where, teamId: run.teamId, ...artifact }));
    return { artifactId: id, status, receivedBytes };
  });
}
