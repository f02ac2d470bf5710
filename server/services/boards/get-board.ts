import { findBenchmarkBySlug } from "@/db/queries/benchmark";
import { listModels } from "@/db/queries/model";
import { listPendingScoreRuns, listScoresOfBenchmark } from "@/db/queries/score";
import { inTeam } from "@/db/scope";
import { rankWithTies } from "@/lib/metrics/rank-bands";
import { requireRole, type TeamAccess } from "../../access";
import { AppError } from "../../errors";
import { fits } from "./open-default-board";

/**
 * A board: its models ranked with ties (models that do not differ significantly share a rank), the score runs
 * that are under way, and the team's models that could be scored on it.
 */
export async function getBoard(access: TeamAccess, params: { board: string }) {
  requireRole(access, "viewer");
  const { id: teamId } = access.team;
  return inTeam(access.db, teamId, async (tx) => {
    const board = await findBenchmarkBySlug(tx, { teamId, slug: params.board });
    if (!board) throw new AppError("notFound", "board.notFound");
    const benchmarkId = board.id;
    const scores = await listScoresOfBenchmark(tx, { teamId, benchmarkId });
    const pending = await listPendingScoreRuns(tx, { teamId, benchmarkId });
    const models = await listModels(tx, { teamId });
    const scored = new Set(scores.map((score) => score.modelId));
    const { counts, ...facts } = board;
    return {
      ...facts,
      images: counts.bySplit[board.split] ?? 0,
      rows: rankScores(scores),
      pending: pending.map(({ modelId: _id, ...run }) => run),
      candidates: models
        .filter(
          (model) =>
            fits(board.metric, model) &&
            !scored.has(model.id) &&
            !pending.some((run) => run.modelId === model.id),
        )
        .map((model) => ({ slug: model.slug, name: model.name })),
    };
  });
}

type Scores = Awaited<ReturnType<typeof listScoresOfBenchmark>>;

function rankScores(scores: Scores) {
  const rankable = scores.map((score) => ({ ...score, replicates: score.details.replicates }));
  return rankWithTies(rankable).map(({ entry, rank, isTied }) => {
    const { details, replicates, predictionsSha256, id: _id, modelId: _modelId, ...score } = entry;
    const { report, recomputed, leak, reliability } = details;
    return {
      ...score,
      rank,
      isTied,
      recomputed,
      leak,
      reliability,
      draws: replicates.length,
      hasPredictions: predictionsSha256 !== null,
      bootstrap: report.bootstrap,
      values: report.values,
      perClass: report.perClass,
      curves: report.curves,
      confusion: report.confusion,
    };
  });
}
