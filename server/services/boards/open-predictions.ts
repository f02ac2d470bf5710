import { findBenchmarkBySlug } from "@/db/queries/benchmark";
import { findPredictions } from "@/db/queries/score";
import { inTeam } from "@/db/scope";
import { requireRole, type TeamAccess } from "../../access";
import { AppError } from "../../errors";

/** The predictions behind one score, for a download. Throws `notFound`. */
export async function openPredictions(access: TeamAccess, params: { board: string; model: string }) {
  requireRole(access, "viewer");
  const { id: teamId } = access.team;
  return inTeam(access.db, teamId, async (tx) => {
    const board = await findBenchmarkBySlug(tx, { teamId, slug: params.board });
    if (!board) throw new AppError("notFound", "board.notFound");
    const found = await findPredictions(tx, { teamId, benchmarkId: board.id, modelSlug: params.model });
    if (!found?.sha256) throw new AppError("notFound", "model.notFound");
    return {
      sha256: found.sha256,
      bytes: found.bytes,
      fileName: `${board.slug}-${params.model}-predictions.json`,
    };
  });
}
