import { insertJob } from "@/db/queries/job";
import { findVersion } from "@/db/queries/version";
import { inTeam } from "@/db/scope";
import type { ExportFormat } from "@/lib/protocol/job";
import { requireRole, requireUser, type TeamAccess } from "../../access";
import { AppError } from "../../errors";
import { announceJob } from "../../jobs/job-queue";
import { recordAudit } from "../audit/record-audit";
import { requireDataset } from "../datasets/require-dataset";
import { describeJob } from "./describe-job";

/** Queues an export of a dataset as it is, or of one of its versions. Whoever can see it may take it along. */
export async function startExport(
  access: TeamAccess,
  input: { dataset: string; format: ExportFormat; version?: number | undefined },
) {
  requireRole(access, "viewer");
  const user = requireUser(access);
  const row = await inTeam(access.db, access.team.id, async (tx) => {
    const dataset = await requireDataset(tx, access, input.dataset);
    const versionNumber = input.version ?? null;
    if (
      versionNumber !== null &&
      !(await findVersion(tx, { datasetId: dataset.id, number: versionNumber }))
    ) {
      throw new AppError("notFound", "version.notFound");
    }
    const job = await insertJob(tx, {
      teamId: access.team.id,
      datasetId: dataset.id,
      kind: "export",
      input: { kind: "export", format: input.format, versionNumber },
      createdBy: user.id,
    });
    await recordAudit(tx, access, {
      action: "export.started",
      target: job.id,
      data: { dataset: dataset.slug, format: input.format },
    });
    return job;
  });
  await announceJob(row.id);
  return describeJob(row);
}
