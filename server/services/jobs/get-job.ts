import { findJobWithDataset, listJobs } from "@/db/queries/job";
import { inTeam } from "@/db/scope";
import type { JobId } from "@/lib/ids";
import { requireRole, type TeamAccess } from "../../access";
import { AppError } from "../../errors";
import { requireDataset } from "../datasets/require-dataset";
import { describeJob } from "./describe-job";

/** A job's progress and report. */
export async function getJob(access: TeamAccess, input: { job: JobId }) {
  requireRole(access, "viewer");
  const found = await inTeam(access.db, access.team.id, (tx) =>
    findJobWithDataset(tx, { teamId: access.team.id, jobId: input.job }),
  );
  if (!found) throw new AppError("notFound", "job.notFound");
  return { ...describeJob(found.job), dataset: found.datasetSlug };
}

/** A dataset's latest jobs, newest first. */
export async function listDatasetJobs(access: TeamAccess, input: { dataset: string; limit: number }) {
  requireRole(access, "viewer");
  return inTeam(access.db, access.team.id, async (tx) => {
    const { id: datasetId } = await requireDataset(tx, access, input.dataset);
    const rows = await listJobs(tx, { teamId: access.team.id, datasetId, limit: input.limit });
    return rows.map(describeJob);
  });
}
