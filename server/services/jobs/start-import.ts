import { findImportOf, insertJob } from "@/db/queries/job";
import { keepUploads, listUploads, lockUploads } from "@/db/queries/upload";
import { inTeam } from "@/db/scope";
import type { UploadId } from "@/lib/ids";
import { requireRole, requireUser, type TeamAccess } from "../../access";
import { AppError } from "../../errors";
import { announceJob } from "../../jobs/job-queue";
import { recordAudit } from "../audit/record-audit";
import { requireDataset } from "../datasets/require-dataset";
import { describeJob } from "./describe-job";

/** Finished uploads wait this long for their import to end. */
const KEEP_MS = 30 * 24 * 3600 * 1000;

/**
 * Queues an import of finished uploads into a dataset. All of them become one job with one report. Asked again with
 * the same files, as one does when the answer was lost, it answers with the import that there is.
 */
export async function startImport(access: TeamAccess, input: { dataset: string; uploadIds: UploadId[] }) {
  requireRole(access, "annotator");
  const user = requireUser(access);
  const uploadIds = [...new Set(input.uploadIds)];
  const row = await inTeam(access.db, access.team.id, async (tx) => {
    const dataset = await requireDataset(tx, access, input.dataset);
    await lockUploads(tx, { uploadIds });
    const started = await findImportOf(tx, { teamId: access.team.id, uploadIds });
    if (started) {
      const isSame = started.datasetId === dataset.id && started.createdBy === user.id;
      if (!isSame) throw new AppError("invalid", "import.uploadMissing");
      return started;
    }
    const uploads = await listUploads(tx, { teamId: access.team.id, uploadIds });
    const usable = uploads.filter(
      ({ userId, bytes, receivedBytes }) => userId === user.id && bytes === receivedBytes,
    );
    if (usable.length !== uploadIds.length) throw new AppError("invalid", "import.uploadMissing");
    await keepUploads(tx, { uploadIds, until: new Date(Date.now() + KEEP_MS) });
    const job = await insertJob(tx, {
      teamId: access.team.id,
      datasetId: dataset.id,
      kind: "import",
      input: { kind: "import", uploadIds },
      createdBy: user.id,
    });
    await recordAudit(tx, access, {
      action: "import.started",
      target: job.id,
      data: { dataset: dataset.slug, files: uploadIds.length },
    });
    return job;
  });
  await announceJob(row.id);
  return describeJob(row);
}
