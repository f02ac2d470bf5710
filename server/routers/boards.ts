import { z } from "zod";
import { DatasetVersionId, Slug } from "@/lib/ids";
import { BenchmarkMetric } from "@/lib/protocol/score";
import { compareModels } from "../services/boards/compare-models";
import { createBoard } from "../services/boards/create-board";
import { getBoard } from "../services/boards/get-board";
import { listBoards } from "../services/boards/list-boards";
import { listVersionsForBoards } from "../services/boards/list-versions-for-boards";
import { scoreModel } from "../services/boards/score-model";
import { router, teamProcedure } from "../trpc";

const OneBoard = z.object({ board: Slug });

const NewBoard = z.object({
  versionId: DatasetVersionId,
  split: z.enum(["test", "val"]),
  metric: BenchmarkMetric,
  name: z.string().trim().min(1).max(120),
  description: z.string().trim().max(2000).default(""),
});

export const boardsRouter = router({
  list: teamProcedure.query(({ ctx }) => listBoards(ctx)),
  get: teamProcedure.input(OneBoard).query(({ ctx, input }) => getBoard(ctx, input)),
  versions: teamProcedure.query(({ ctx }) => listVersionsForBoards(ctx)),
  create: teamProcedure.input(NewBoard).mutation(({ ctx, input }) => createBoard(ctx, input)),
  score: teamProcedure
    .input(OneBoard.extend({ model: Slug }))
    .mutation(({ ctx, input }) => scoreModel(ctx, input)),
  compare: teamProcedure
    .input(OneBoard.extend({ first: Slug, second: Slug }))
    .query(({ ctx, input }) => compareModels(ctx, input)),
});
