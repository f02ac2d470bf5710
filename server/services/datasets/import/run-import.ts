import { rm } from "node:fs/promises";
import { ensureLabels } from "@/db/queries/label";
import { deleteUploads, listUploads } from "@/db/queries/upload";
import { inTeam } from "@/db/scope";
import type { JobReport } from "@/lib/protocol/job";
import { AppError } from "@/server/errors";
import type { RunningJob } from "../../jobs/running-job";
import { uploadPath } from "../../uploads/upload-folder";
import { gatherSources, type Sources, type UploadedFile } from "./gather-sources";
import { type ImportTarget, importPicture } from "./import-picture";
import { importReport } from "./import-report";
import { type ImportPlan, type PlannedPicture, planImport } from "./plan-import";
import { type ReadPicture, readPicture, readPictures } from "./read-pictures";

/** Pictures worked on side by side: decoding fills the cores while others wait for the database. */
const PARALLEL = 3;

/**
 * Runs an import from its uploads to its report. It may be cut off anywhere and run again: every picture is one
 * transaction, and what an earlier pass brought is recognised as this job's own.
 */
export async function runImport(job: RunningJob): Promise<JobReport> {
  if (job.input.kind !== "import") throw new Error("not an import");
  const uploads = await findUploads(job, job.input.uploadIds);
  const sources = await gatherSources(uploads);
  try {
    const report = await importSources(job, sources);
    await forgetUploads(job, uploads);
    return report;
  } finally {
    sources.close();
  }
}

async function findUploads(job: RunningJob, uploadIds: UploadedFile["id"][]): Promise<UploadedFile[]> {
  const rows = await inTeam(job.db, job.teamId, (tx) => listUploads(tx, { teamId: job.teamId, uploadIds }));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return uploadIds.map((id) => {
    const row = byId.get(id);
    if (!row || row.receivedBytes !== row.bytes) throw new AppError("invalid", "import.uploadMissing");
    return { id, fileName: row.fileName, bytes: row.bytes };
  });
}

async function importSources(job: RunningJob, sources: Sources): Promise<JobReport> {
  const plan = await planImport(sources.files);
  const log = importReport(plan.format);
  for (const note of [...sources.skipped, ...plan.skipped]) log.skip(note);
  log.report.annotations.read += plan.strayBoxes;
  log.report.annotations.skipped += plan.strayBoxes;
  if (plan.pictures.length === 0)
    throw new AppError("invalid", "import.noPictures", { args: { files: sources.files.length } });
  const target = await makeTarget(job, plan);
  log.report.labels = [...target.labels.keys()];
  await job.progress(0, plan.pictures.length, log.report);
  let done = 0;
  async function bringIn(read: ReadPicture) {
    await importPicture(target, read, log);
    done += 1;
    await job.progress(done, plan.pictures.length, log.report);
  }
  const twins: PlannedPicture[] = [];
  await inParallel(readPictures(plan.pictures, twins), PARALLEL, bringIn);
  for (const picture of twins) await bringIn(await readPicture(picture));
  return log.report;
}

async function makeTarget(job: RunningJob, plan: ImportPlan): Promise<ImportTarget> {
  const names = new Set(
    plan.labels.map((name) => name.normalize("NFC").trim().slice(0, 200)).filter((name) => name !== ""),
  );
  const { db, blobs, teamId, datasetId, jobId, userId } = job;
  const labels = await inTeam(db, teamId, (tx) => ensureLabels(tx, { teamId, datasetId, names: [...names] }));
  return { db, blobs, teamId, datasetId, jobId, userId, labels, met: new Map() };
}

async function forgetUploads(job: RunningJob, uploads: readonly UploadedFile[]): Promise<void> {
  await inTeam(job.db, job.teamId, (tx) => deleteUploads(tx, { uploadIds: uploads.map(({ id }) => id) }));
  for (const { id } of uploads) await rm(uploadPath(id), { force: true });
}

async function inParallel<Item>(
  items: AsyncGenerator<Item>,
  width: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const lane = async () => {
    for await (const item of items) await work(item);
  };
  const lanes = await Promise.allSettled(Array.from({ length: width }, lane));
  const failed = lanes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
}
