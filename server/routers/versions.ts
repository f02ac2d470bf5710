import { z } from "zod";
import { SplitConfig } from "@/lib/protocol/dataset-version";
import { diffVersions } from "../services/versions/diff-versions";
import { freezeVersion } from "../services/versions/freeze-version";
import { previewFreeze } from "../services/versions/preview-freeze";
import { getVersion, listDatasetVersions, listItems } from "../services/versions/read-versions";
import { router, teamProcedure } from "../trpc";

const Dataset = z.string().max(64);
const OneVersion = z.object({ dataset: Dataset, number: z.number().int().positive() });

export const versionsRouter = router({
  list: teamProcedure
    .input(z.object({ dataset: Dataset }))
    .query(({ ctx, input }) => listDatasetVersions(ctx, input)),
  get: teamProcedure.input(OneVersion).query(({ ctx, input }) => getVersion(ctx, input)),
  items: teamProcedure.input(OneVersion).query(({ ctx, input }) => listItems(ctx, input)),
  /** What changed between two versions, in counts and examples. */
  diff: teamProcedure
    .input(z.object({ dataset: Dataset, from: z.number().int().positive(), to: z.number().int().positive() }))
    .query(({ ctx, input }) => diffVersions(ctx, input)),
  /** What a freeze would hold: counts by split and label, warnings, groups kept together. */
  preview: teamProcedure
    .input(z.object({ dataset: Dataset, split: SplitConfig }))
    .query(({ ctx, input }) => previewFreeze(ctx, input)),
  /** Freezes the dataset as it is; `isNew: false` names the version that holds the same already. */
  freeze: teamProcedure
    .input(z.object({ dataset: Dataset, split: SplitConfig, note: z.string().max(2000).optional() }))
    .mutation(({ ctx, input }) => freezeVersion(ctx, input)),
});
