import { z } from "zod";
import { cleanText } from "@/lib/formats/clean-text";
import { deleteDataset, renameDataset } from "../services/datasets/change-dataset";
import { createDataset } from "../services/datasets/create-dataset";
import { getDataset, listTeamDatasets } from "../services/datasets/list-datasets";
import { router, teamProcedure } from "../trpc";

const Name = z
  .string()
  .max(120)
  .transform((name) => cleanText(name, 120).trim())
  .pipe(z.string().min(1));
const Description = z.string().max(4000).optional();
const OneDataset = z.object({ dataset: z.string().max(64) });

export const datasetsRouter = router({
  /** The team's datasets by name, with counts and cover thumbnails. */
  list: teamProcedure.query(({ ctx }) => listTeamDatasets(ctx)),
  /** One dataset with counts and labels. */
  get: teamProcedure.input(OneDataset).query(({ ctx, input }) => getDataset(ctx, input)),
  create: teamProcedure
    .input(z.object({ name: Name, description: Description }))
    .mutation(({ ctx, input }) => createDataset(ctx, input)),
  rename: teamProcedure
    .input(OneDataset.extend({ name: Name, description: Description }))
    .mutation(({ ctx, input }) => renameDataset(ctx, input)),
  delete: teamProcedure.input(OneDataset).mutation(({ ctx, input }) => deleteDataset(ctx, input)),
});
