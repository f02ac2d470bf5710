import { asSystem } from "@/db/scope";
import type { Lease } from "@/lib/protocol/agent";
import type { FrozenDataset } from "@/lib/protocol/frozen-dataset";
import { buildFrozenDataset } from "../versions/build-frozen-dataset";
import { holdLease } from "./hold-lease";
import type { WorkerContext } from "./worker-context";

/** The frozen dataset version of a run that this worker holds. */
export async function readRunDataset(ctx: WorkerContext, lease: Lease): Promise<FrozenDataset> {
  return asSystem(ctx.db, async (tx) => {
    const { run } = await holdLease(tx, ctx, lease);
    return buildFrozenDataset(tx, { versionId: run.datasetVersionId });
  });
}
