import { z } from "zod";
import { Slug } from "@/lib/ids";
import { deleteModel } from "../services/models/delete-model";
import { getModel } from "../services/models/get-model";
import { listModels } from "../services/models/list-models";
import { renameModel } from "../services/models/rename-model";
import { router, teamProcedure } from "../trpc";

const OneModel = z.object({ model: Slug });

export const modelsRouter = router({
  list: teamProcedure.query(({ ctx }) => listModels(ctx)),
  get: teamProcedure.input(OneModel).query(({ ctx, input }) => getModel(ctx, input)),
  rename: teamProcedure
    .input(OneModel.extend({ name: z.string().trim().min(1).max(120) }))
    .mutation(({ ctx, input }) => renameModel(ctx, input)),
  delete: teamProcedure.input(OneModel).mutation(({ ctx, input }) => deleteModel(ctx, input)),
});
