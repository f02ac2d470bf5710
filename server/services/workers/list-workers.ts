import { listWorkersForTeam } from "@/db/queries/worker";
import { asSystem } from "@/db/scope";
import { HEARTBEAT_MS } from "@/lib/protocol/agent";
import { requireRole, type TeamAccess } from "../../access";

export type WorkerState = "ready" | "working" | "preparing" | "failed" | "draining" | "away" | "stopped";

/** The workers that serve this team, its own and the server's, with state and environment. */
export async function listWorkers(access: TeamAccess) {
  requireRole(access, "viewer");
  const { id: teamId } = access.team;
  const rows = await asSystem(access.db, (tx) => listWorkersForTeam(tx, { teamId }));
  return {
    canManage: access.isMember && (access.role === "owner" || access.role === "maintainer"),
    workers: rows.map(({ teamId: ownTeamId, silentMs, runNumber, runName, runTeamId, ...worker }) => ({
      ...worker,
      /** Serves every team of this server; only an administrator may drain it. */
      isServerWide: ownTeamId === null,
      state: stateOf({ ...worker, silentMs, isWorking: runNumber !== null }),
      // What it does for another team is that team's business.
      run: runNumber !== null && runTeamId === teamId ? { number: runNumber, name: runName ?? "" } : null,
      isBusyElsewhere: runNumber !== null && runTeamId !== teamId,
    })),
  };
}

type Signs = {
  stoppedAt: Date | null;
  silentMs: number;
  draining: boolean;
  isWorking: boolean;
  environment: { phase: string };
};

function stateOf(worker: Signs): WorkerState {
  if (worker.stoppedAt) return "stopped";
  if (worker.silentMs > 3 * HEARTBEAT_MS) return "away";
  if (worker.draining) return "draining";
  if (worker.environment.phase === "failed") return "failed";
  if (worker.environment.phase !== "ready") return "preparing";
  return worker.isWorking ? "working" : "ready";
}
