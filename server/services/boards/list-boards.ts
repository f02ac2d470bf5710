import { listBenchmarks, summariseBenchmarks } from "@/db/queries/benchmark";
import { inTeam } from "@/db/scope";
import { requireRole, type TeamAccess } from "../../access";

/** A team's boards, newest first, each with how many models it has scored and the best score. */
export async function listBoards(access: TeamAccess) {
  requireRole(access, "viewer");
  const { id: teamId } = access.team;
  return inTeam(access.db, teamId, async (tx) => {
    const boards = await listBenchmarks(tx, { teamId });
    const benchmarkIds = boards.map((board) => board.id);
    const summaries = boards.length === 0 ? [] : await summariseBenchmarks(tx, { teamId, benchmarkIds });
    return boards.map(({ counts, labels: _labels, ...board }) => {
      const summary = summaries.find((row) => row.benchmarkId === board.id);
      return {
        ...board,
        images: counts.bySplit[board.split] ?? 0,
        models: summary?.models ?? 0,
        best: summary?.best ?? null,
      };
    });
  });
}
