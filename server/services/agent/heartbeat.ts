import { findWorkerOfToken, touchWorker } from "@/db/queries/worker";
import { asSystem } from "@/db/scope";
import type { WorkerHeartbeat } from "@/lib/protocol/agent";
import { AppError } from "../../errors";
import { notifyChange } from "../../realtime/change-bus";
import type { WorkerContext } from "./worker-context";

/** A worker's sign of life with the state of its environment; answers whether it should drain. */
export async function heartbeat(ctx: WorkerContext, beat: WorkerHeartbeat) {
  return asSystem(ctx.db, async (tx) => {
    const worker = await findWorkerOfToken(tx, { workerId: beat.workerId, tokenId: ctx.worker.tokenId });
    if (!worker) throw new AppError("notFound", "worker.unknown");
    await touchWorker(tx, beat);
    await notifyChange(tx, "workers");
    return { draining: worker.draining };
  });
}
