import { listMetricsAfter } from "@/db/queries/run-metric";
import { asSystem } from "@/db/scope";
import { requireRole, type TeamAccess } from "../../access";
import { findTeamRun } from "./find-team-run";

const ALL = 200_000;

/** Every point of a run, in the order they came, and the cursor to go on from. */
export async function readMetrics(access: TeamAccess, params: { number: number }) {
  requireRole(access, "viewer");
  return asSystem(access.db, async (tx) => {
    const run = await findTeamRun(tx, access, params.number);
    const points = await listMetricsAfter(tx, { runId: run.id, afterId: 0, limit: ALL });
    return { points, lastId: points.at(-1)?.id ?? 0 };
  });
}
