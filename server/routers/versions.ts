import { z } from "zod";
import { SplitConfig } from "@/lib/protocol/dataset-version";
import { freezeVersion } from "../services/versions/freeze-version";
import { getVersion, listDatasetVersions, listItems } from "../services/versions/read-versions";
import { router, teamProcedure } from "../trpc";

const Dataset = z.string().max(64);
const OneVersion = z.object({ dataset: Dataset, number: z.number().int().positive() });

export const versionsRouter = router({
  list: teamProcedure.input(z.object({ dataset: Dataset })).query(({ ctx, input }) => listDatasetVersions(ctx, input)),
  get: teamProcedure.input(OneVersion).query(({ ctx, input }) => getVersion(ctx, input)),
  items: teamProcedure.input(OneVersion).query(({ ctx, input }) => listItems(ctx, input)),
  /** Freezes the dataset as it is; `isNew: false` names the version that holds the same already. */
  freeze: teamProcedure
    .input(z.object({ dataset: Dataset, split: SplitConfig, note: z.string().max(2000).optional() }))
    .mutation(({ ctx, input }) => freezeVersion(ctx, input)),
});
