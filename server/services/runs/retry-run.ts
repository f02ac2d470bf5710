import { insertRun, lockRun } from "@/db/queries/run";
import { asSystem } from "@/db/scope";
import { isFinal } from "@/lib/protocol/run";
import { requireRole, type TeamAccess, userIdOf } from "../../access";
import { AppError } from "../../errors";
import { announceRunState } from "../agent/announce-run";
import { recordAudit } from "../audit/record-audit";
import { findTeamRun } from "./find-team-run";

/** Queues a new run with the settings, seed and data of one that is over. */
export async function retryRun(access: TeamAccess, params: { number: number }) {
  requireRole(access, "annotator");
  return asSystem(access.db, async (tx) => {
    const { id: runId } = await findTeamRun(tx, access, params.number);
    const old = await lockRun(tx, { runId });
    if (!old || !isFinal(old.status))
      throw new AppError("conflict", "run.notOver", { args: { number: params.number } });
    const {
      teamId,
      kind,
      recipe,
      name,
      config,
      seed,
      datasetId,
      datasetVersionId,
      modelId,
      benchmarkId,
      requirements,
      priority,
    } = old;
    const wanted = {
      teamId,
      kind,
      recipe,
      name,
      config,
      seed,
      datasetId,
      datasetVersionId,
      modelId,
      benchmarkId,
      requirements,
      priority,
    };
    const run = await insertRun(tx, { ...wanted, createdBy: userIdOf(access.actor) });
    await recordAudit(tx, access, {
      action: "run.retried",
      target: run.id,
      data: { number: run.number, from: params.number },
    });
    await announceRunState(tx, run);
    return { id: run.id, number: run.number };
  });
}
