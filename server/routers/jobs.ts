import { z } from "zod";
import { JobId, UploadId } from "@/lib/ids";
import { ExportFormat } from "@/lib/protocol/job";
import { cancelJob } from "../services/jobs/cancel-job";
import { getJob, listDatasetJobs } from "../services/jobs/get-job";
import { startExport } from "../services/jobs/start-export";
import { startImport } from "../services/jobs/start-import";
import { router, teamProcedure } from "../trpc";

const Dataset = z.string().max(64);
const OneJob = z.object({ job: JobId });

export const jobsRouter = router({
  /** Imports finished uploads as one job. */
  startImport: teamProcedure
    .input(z.object({ dataset: Dataset, uploadIds: z.array(UploadId).min(1).max(20_000) }))
    .mutation(({ ctx, input }) => startImport(ctx, input)),
  /** Writes a zip; its download is `/api/exports/<job>?team=` once the job has succeeded. */
  startExport: teamProcedure
    .input(
      z.object({ dataset: Dataset, format: ExportFormat, version: z.number().int().positive().optional() }),
    )
    .mutation(({ ctx, input }) => startExport(ctx, input)),
  get: teamProcedure.input(OneJob).query(({ ctx, input }) => getJob(ctx, input)),
  list: teamProcedure
    .input(z.object({ dataset: Dataset, limit: z.number().int().min(1).max(50).default(10) }))
    .query(({ ctx, input }) => listDatasetJobs(ctx, input)),
  cancel: teamProcedure.input(OneJob).mutation(({ ctx, input }) => cancelJob(ctx, input)),
});
