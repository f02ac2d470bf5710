import { z } from "zod";
import { deleteImages, groupImages, ImageSelection, undeleteImages } from "../services/images/change-images";
import { GetImage, getImage, ListImages, listDatasetImages } from "../services/images/list-images";
import { router, teamProcedure } from "../trpc";

export const imagesRouter = router({
  /** A page of pictures with their boxes; `next` is the following page's cursor, `total` comes with the first. */
  list: teamProcedure.input(ListImages).query(({ ctx, input }) => listDatasetImages(ctx, input)),
  /** One picture with its neighbours in the grid's order. */
  get: teamProcedure.input(GetImage).query(({ ctx, input }) => getImage(ctx, input)),
  delete: teamProcedure.input(ImageSelection).mutation(({ ctx, input }) => deleteImages(ctx, input)),
  restore: teamProcedure.input(ImageSelection).mutation(({ ctx, input }) => undeleteImages(ctx, input)),
  /** Puts pictures of one artwork into a group that a freeze never tears. */
  group: teamProcedure
    .input(ImageSelection.extend({ group: z.string().max(200).nullable() }))
    .mutation(({ ctx, input }) => groupImages(ctx, input)),
});
