import { z } from "zod";
import { WorkerId } from "@/lib/ids";
import { drainWorker } from "../services/workers/drain-worker";
import { listWorkers } from "../services/workers/list-workers";
import { watchWorkers } from "../services/workers/watch-workers";
import { shutdownController } from "../shutdown";
import { router, teamProcedure } from "../trpc";

export const workersRouter = router({
  list: teamProcedure.query(({ ctx }) => listWorkers(ctx)),
  drain: teamProcedure
    .input(z.object({ workerId: WorkerId, draining: z.boolean() }))
    .mutation(({ ctx, input }) => drainWorker(ctx, input)),
  /** Ticks when the list of workers should be read again. */
  changes: teamProcedure.subscription(async function* ({ ctx, signal }) {
    yield* watchWorkers(ctx, AbortSignal.any([shutdownController().signal, ...(signal ? [signal] : [])]));
  }),
});
