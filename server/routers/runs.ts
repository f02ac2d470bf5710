import { tracked } from "@trpc/server";
import { z } from "zod";
import { RunFilter, RunNumber, StartRunInput } from "@/lib/protocol/run-input";
import { cancelRun } from "../services/runs/cancel-run";
import { getRun } from "../services/runs/get-run";
import { listRuns } from "../services/runs/list-runs";
import { readLogs } from "../services/runs/read-logs";
import { readMetrics } from "../services/runs/read-metrics";
import { retryRun } from "../services/runs/retry-run";
import { startRun } from "../services/runs/start-run";
import { watchRun } from "../services/runs/watch-run";
import { watchRuns } from "../services/runs/watch-runs";
import { shutdownController } from "../shutdown";
import { router, teamProcedure } from "../trpc";

const OneRun = z.object({ number: RunNumber });

export const runsRouter = router({
  start: teamProcedure.input(StartRunInput).mutation(({ ctx, input }) => startRun(ctx, input)),
  list: teamProcedure.input(RunFilter).query(({ ctx, input }) => listRuns(ctx, input)),
  get: teamProcedure.input(OneRun).query(({ ctx, input }) => getRun(ctx, input)),
  metrics: teamProcedure.input(OneRun).query(({ ctx, input }) => readMetrics(ctx, input)),
  logs: teamProcedure
    .input(OneRun.extend({ beforeId: z.int().min(1).nullable().default(null) }))
    .query(({ ctx, input }) => readLogs(ctx, input)),
  cancel: teamProcedure.input(OneRun).mutation(({ ctx, input }) => cancelRun(ctx, input)),
  retry: teamProcedure.input(OneRun).mutation(({ ctx, input }) => retryRun(ctx, input)),
  /** A run as it happens; goes on after `lastEventId`, which the browser sends by itself when it reconnects. */
  events: teamProcedure
    .input(OneRun.extend({ lastEventId: z.string().max(40).nullish() }))
    .subscription(async function* ({ ctx, input, signal }) {
      const until = AbortSignal.any([shutdownController().signal, ...(signal ? [signal] : [])]);
      const params = { number: input.number, after: input.lastEventId ?? null };
      for await (const { id, event } of watchRun(ctx, params, until)) yield tracked(id, event);
    }),
  /** Ticks when the team's list of runs should be read again. */
  changes: teamProcedure.subscription(async function* ({ ctx, signal }) {
    yield* watchRuns(ctx, AbortSignal.any([shutdownController().signal, ...(signal ? [signal] : [])]));
  }),
});
