import { upsertWorker } from "@/db/queries/worker";
import { asSystem } from "@/db/scope";
import { HEARTBEAT_MS, type WorkerRegistration } from "@/lib/protocol/agent";
import { notifyChange } from "../../realtime/change-bus";
import type { WorkerContext } from "./worker-context";

/** Registers an agent under its token; one that comes back keeps its id. */
export async function registerWorker(ctx: WorkerContext, registration: WorkerRegistration) {
  const { tokenId, boundTeamId } = ctx.worker;
  return asSystem(ctx.db, async (tx) => {
    const worker = await upsertWorker(tx, { ...registration, tokenId, teamId: boundTeamId });
    await notifyChange(tx, "workers");
    return { workerId: worker.id, draining: worker.draining, heartbeatMs: HEARTBEAT_MS };
  });
}
