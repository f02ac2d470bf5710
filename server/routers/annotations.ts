import { tracked } from "@trpc/server";
import { z } from "zod";
import { MAX_OPERATIONS_PER_CALL, SubmittedOperation } from "@/lib/annotation/operation";
import { ImageId, LabelId } from "@/lib/ids";
import { applyOperations } from "../services/annotations/apply-operations";
import { listOperations } from "../services/annotations/list-operations";
import { loadAnnotations } from "../services/annotations/load-annotations";
import { setTags } from "../services/annotations/set-tags";
import { watchOperations } from "../services/annotations/watch-operations";
import { router, teamProcedure } from "../trpc";

const Seq = z.number().int().min(0).max(2_147_483_647);

export const annotationsRouter = router({
  /** An image's annotations, tombstones included, and the number of the newest operation in them. */
  load: teamProcedure
    .input(z.object({ image: ImageId }))
    .query(({ ctx, input }) => loadAnnotations(ctx, { imageId: input.image })),

  /** Up to 1,000 operations after number `seq`. */
  since: teamProcedure
    .input(z.object({ image: ImageId, seq: Seq }))
    .query(({ ctx, input }) => listOperations(ctx, { imageId: input.image, afterSeq: input.seq })),

  /** Does a client's operations; each is answered with its number in the log, what it lost, or why it was refused. */
  submit: teamProcedure
    .input(
      z.object({
        image: ImageId,
        clientId: z.uuid(),
        ops: z.array(SubmittedOperation).min(1).max(MAX_OPERATIONS_PER_CALL),
      }),
    )
    .mutation(({ ctx, input }) =>
      applyOperations(ctx, { imageId: input.image, clientId: input.clientId, operations: input.ops }),
    ),

  /**
   * Operations of an image as they are committed by anybody, in pieces, resuming after `lastEventId`. An empty piece
   * says that the dataset's labels may have changed.
   */
  changes: teamProcedure
    .input(z.object({ image: ImageId, seq: Seq, lastEventId: z.coerce.number().int().min(0).nullish() }))
    .subscription(async function* ({ ctx, input, signal }) {
      let afterSeq = Math.max(input.seq, input.lastEventId ?? 0);
      const isResumed = typeof input.lastEventId === "number";
      const pieces = watchOperations(ctx, { imageId: input.image, afterSeq, isResumed, signal });
      for await (const piece of pieces) {
        afterSeq = piece.at(-1)?.seq ?? afterSeq;
        yield tracked(String(afterSeq), piece);
      }
    }),

  /** Puts labels on whole pictures and takes others off, on up to 500 at once. */
  setTags: teamProcedure
    .input(
      z.object({
        images: z.array(ImageId).min(1).max(500),
        add: z.array(LabelId).max(50),
        remove: z.array(LabelId).max(50),
      }),
    )
    .mutation(({ ctx, input }) => setTags(ctx, input)),
});
