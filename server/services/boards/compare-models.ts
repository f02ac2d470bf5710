import { findBenchmarkBySlug } from "@/db/queries/benchmark";
import { listScoresOfBenchmark } from "@/db/queries/score";
import { inTeam } from "@/db/scope";
import { pairedDifference, SIGNIFICANCE } from "@/lib/metrics/paired-bootstrap";
import { requireRole, type TeamAccess } from "../../access";
import { AppError } from "../../errors";

/** Compares two models of a board by a paired bootstrap over the same pictures. */
export async function compareModels(
  access: TeamAccess,
  params: { board: string; first: string; second: string },
) {
  requireRole(access, "viewer");
  if (params.first === params.second) throw new AppError("invalid", "board.sameModel");
  const { id: teamId } = access.team;
  const scores = await inTeam(access.db, teamId, async (tx) => {
    const board = await findBenchmarkBySlug(tx, { teamId, slug: params.board });
    if (!board) throw new AppError("notFound", "board.notFound");
    return listScoresOfBenchmark(tx, { teamId, benchmarkId: board.id });
  });
  const [first, second] = [params.first, params.second].map((slug) => {
    const score = scores.find((row) => row.modelSlug === slug);
    if (!score) throw new AppError("notFound", "model.notFound");
    return { slug, name: score.modelName, value: score.value, replicates: score.details.replicates };
  });
  const difference = first && second && pairedDifference(first, second);
  if (!difference) throw new AppError("invalid", "board.notComparable");
  return {
    first: { slug: first.slug, name: first.name, value: first.value },
    second: { slug: second.slug, name: second.name, value: second.value },
    ...difference,
    isSignificant: difference.pValue < SIGNIFICANCE,
  };
}
