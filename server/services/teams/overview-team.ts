import {
  countWorkersSeen,
  listRecentDatasets,
  listRecentModels,
  listRecentRuns,
} from "@/db/queries/overview";
import { asSystem } from "@/db/scope";
import { requireRole, type TeamAccess } from "../../access";

const RECENT = 5;
const WORKER_SEEN_WITHIN_MS = 60_000;

/** What a team has been doing of late: its newest datasets, runs and models, and how many workers are there to train. */
export function overviewTeam(access: TeamAccess) {
  requireRole(access, "viewer");
  const teamId = access.team.id;
  // Workers that serve every team lie outside the team's rows, hence the wider scope; each query names the team.
  return asSystem(access.db, async (tx) => {
    const newest = { teamId, limit: RECENT };
    const seenAfter = new Date(Date.now() - WORKER_SEEN_WITHIN_MS);
    return {
      datasets: await listRecentDatasets(tx, newest),
      runs: await listRecentRuns(tx, newest),
      models: await listRecentModels(tx, newest),
      workersOnline: await countWorkersSeen(tx, { teamId, seenAfter }),
    };
  });
}
