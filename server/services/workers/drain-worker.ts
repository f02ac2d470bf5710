import { findWorker, setDraining } from "@/db/queries/worker";
import { asSystem } from "@/db/scope";
import type { WorkerId } from "@/lib/ids";
import { requireRole, type TeamAccess, userOf } from "../../access";
import { AppError } from "../../errors";
import { notifyChange } from "../../realtime/change-bus";
import { recordAudit } from "../audit/record-audit";

/** Lets a worker finish what it does and claim nothing more, or go on. A server-wide worker obeys administrators only. */
export async function drainWorker(access: TeamAccess, params: { workerId: WorkerId; draining: boolean }) {
  requireRole(access, "maintainer");
  return asSystem(access.db, async (tx) => {
    const worker = await findWorker(tx, params);
    const isVisible = worker && (worker.teamId === null || worker.teamId === access.team.id);
    if (!isVisible) throw new AppError("notFound", "worker.notFound");
    if (worker.teamId === null && !userOf(access.actor)?.isAdmin)
      throw new AppError("forbidden", "worker.serverWide");
    await setDraining(tx, params);
    const action = params.draining ? "worker.drained" : "worker.resumed";
    await recordAudit(tx, access, { action, target: worker.id, data: { name: worker.name } });
    await notifyChange(tx, "workers");
    return { draining: params.draining };
  });
}
