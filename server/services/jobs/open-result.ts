import { findBlob } from "@/db/queries/blob";
import { findJobWithDataset } from "@/db/queries/job";
import { inTeam } from "@/db/scope";
import type { JobId } from "@/lib/ids";
import { requireRole, type TeamAccess } from "../../access";
import type { ServedBlob } from "../../blob-response";
import { AppError } from "../../errors";

/** The zip that an export made. */
export async function openResult(access: TeamAccess, input: { job: JobId }): Promise<ServedBlob> {
  requireRole(access, "viewer");
  const found = await inTeam(access.db, access.team.id, async (tx) => {
    const row = await findJobWithDataset(tx, { teamId: access.team.id, jobId: input.job });
    const sha256 = row?.job.resultSha256;
    const blob = sha256 && (await findBlob(tx, { sha256 }));
    return row && blob ? { row, blob } : undefined;
  });
  if (!found) throw new AppError("notFound", "job.noResult");
  const { row, blob } = found;
  const { input: asked } = row.job;
  const version = asked.kind === "export" && asked.versionNumber !== null ? `-v${asked.versionNumber}` : "";
  const format = asked.kind === "export" ? `-${asked.format}` : "";
  return {
    ...blob,
    fileName: `${row.datasetSlug ?? "dataset"}${version}${format}.zip`,
    open: (range) => access.blobs.open(blob.sha256, range),
  };
}
