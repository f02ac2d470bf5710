import { findBenchmarkBySlug } from "@/db/queries/benchmark";
import { findModelBySlug } from "@/db/queries/model";
import { listPendingScoreRuns } from "@/db/queries/score";
import { inTeam } from "@/db/scope";
import { requireRole, type TeamAccess, userIdOf } from "../../access";
import { AppError } from "../../errors";
import { recordAudit } from "../audit/record-audit";
import { fits } from "./open-default-board";
import { queueScoreRun } from "./queue-score-run";

/** Queues a run that scores a model on a board; an earlier score of it is replaced. For annotators and up. */
export async function scoreModel(access: TeamAccess, params: { board: string; model: string }) {
  requireRole(access, "annotator");
  const { id: teamId } = access.team;
  return inTeam(access.db, teamId, async (tx) => {
    const board = await findBenchmarkBySlug(tx, { teamId, slug: params.board });
    if (!board) throw new AppError("notFound", "board.notFound");
    const model = await findModelBySlug(tx, { teamId, slug: params.model });
    if (!model) throw new AppError("notFound", "model.notFound");
    if (!fits(board.metric, model)) {
      throw new AppError("invalid", "board.modelDoesNotFit", {
        args: { model: model.name, metric: board.metric },
      });
    }
    const pending = await listPendingScoreRuns(tx, { teamId, benchmarkId: board.id });
    const same = pending.find((run) => run.modelId === model.id);
    if (same) {
      throw new AppError("conflict", "board.alreadyQueued", {
        args: { model: model.name, number: same.number },
      });
    }
    const run = await queueScoreRun(tx, { teamId, board, model, createdBy: userIdOf(access.actor) });
    await recordAudit(tx, access, {
      action: "run.started",
      target: run.id,
      data: { number: run.number, recipe: run.recipe },
    });
    return { run: run.number };
  });
}
