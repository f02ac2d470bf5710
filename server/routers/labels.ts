import { z } from "zod";
import { LabelId } from "@/lib/ids";
import { changeLabel, createLabel, LabelName, listDatasetLabels } from "../services/labels/manage-labels";
import { router, teamProcedure } from "../trpc";

const Hue = z.number().int().min(0).max(11).optional();

export const labelsRouter = router({
  list: teamProcedure
    .input(z.object({ dataset: z.string().max(64), withArchived: z.boolean().optional() }))
    .query(({ ctx, input }) => listDatasetLabels(ctx, input)),
  create: teamProcedure
    .input(z.object({ dataset: z.string().max(64), name: LabelName, hue: Hue }))
    .mutation(({ ctx, input }) => createLabel(ctx, input)),
  /** Renames, recolours, archives or brings back. */
  change: teamProcedure
    .input(
      z.object({ label: LabelId, name: LabelName.optional(), hue: Hue, archived: z.boolean().optional() }),
    )
    .mutation(({ ctx, input }) => changeLabel(ctx, input)),
});
