import { findJobWithDataset, requestCancel } from "@/db/queries/job";
import { inTeam } from "@/db/scope";
import type { JobId } from "@/lib/ids";
import { roleAllows } from "@/lib/team-role";
import { requireRole, requireUser, type TeamAccess } from "../../access";
import { AppError } from "../../errors";

/** Asks a job to stop after the picture it is at. One's own, or anybody's for maintainers. What it brought stays. */
export async function cancelJob(access: TeamAccess, input: { job: JobId }) {
  requireRole(access, "viewer");
  const user = requireUser(access);
  await inTeam(access.db, access.team.id, async (tx) => {
    const found = await findJobWithDataset(tx, { teamId: access.team.id, jobId: input.job });
    if (!found) throw new AppError("notFound", "job.notFound");
    const isOwn = found.job.createdBy === user.id;
    if (!isOwn && !(access.isMember && roleAllows(access.role, "maintainer")))
      throw new AppError("forbidden", "job.notYours");
    await requestCancel(tx, { jobId: input.job });
  });
}
