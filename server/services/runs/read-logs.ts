import { listLogsBefore } from "@/db/queries/run-log";
import { asSystem } from "@/db/scope";
import { requireRole, type TeamAccess } from "../../access";
import { findTeamRun } from "./find-team-run";

const PAGE = 200;

/** The end of a run's log, or the page before `beforeId`; `hasMore` when there is an earlier one. */
export async function readLogs(access: TeamAccess, params: { number: number; beforeId: number | null }) {
  requireRole(access, "viewer");
  return asSystem(access.db, async (tx) => {
    const run = await findTeamRun(tx, access, params.number);
    const chunks = await listLogsBefore(tx, { runId: run.id, beforeId: params.beforeId, limit: PAGE + 1 });
    const page = chunks.slice(-PAGE);
    return { chunks: page, hasMore: chunks.length > PAGE, lastId: page.at(-1)?.id ?? 0 };
  });
}
