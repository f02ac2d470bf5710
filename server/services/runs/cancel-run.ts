import { finishRun, lockRun, requestCancel } from "@/db/queries/run";
import { asSystem } from "@/db/scope";
import { isFinal, type RunStatus } from "@/lib/protocol/run";
import { requireRole, type TeamAccess, userIdOf } from "../../access";
import { AppError } from "../../errors";
import { announceRunState } from "../agent/announce-run";
import { recordAudit } from "../audit/record-audit";
import { findTeamRun } from "./find-team-run";

/**
 * Stops a run. One that waits ends at once; one at work is told at its next heartbeat and keeps its last
 * checkpoint. Asking twice is harmless; throws `conflict` when the run is over.
 */
export async function cancelRun(
  access: TeamAccess,
  params: { number: number },
): Promise<{ status: RunStatus; isStopping: boolean }> {
  requireRole(access, "annotator");
  return asSystem(access.db, async (tx) => {
    const { id: runId } = await findTeamRun(tx, access, params.number);
    const run = await lockRun(tx, { runId });
    if (!run || isFinal(run.status)) {
      throw new AppError("conflict", "run.alreadyOver", {
        args: { number: params.number, status: run?.status ?? "" },
      });
    }
    await requestCancel(tx, { runId, userId: userIdOf(access.actor) });
    if (run.status === "queued")
      await finishRun(tx, { runId, status: "cancelled", failure: null, summary: null });
    await recordAudit(tx, access, {
      action: "run.cancelled",
      target: runId,
      data: { number: params.number },
    });
    await announceRunState(tx, run);
    return run.status === "queued"
      ? { status: "cancelled", isStopping: false }
      : { status: run.status, isStopping: true };
  });
}
