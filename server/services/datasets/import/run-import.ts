import { holdLiveDataset } from "@/db/queries/dataset";
import { listImageNames } from "@/db/queries/image";
import { ensureLabels } from "@/db/queries/label";
import { listUploads } from "@/db/queries/upload";
import { inTeam } from "@/db/scope";
import { cleanText, labelName } from "@/lib/formats/clean-text";
import type { JobReport } from "@/lib/protocol/job";
import { AppError } from "@/server/errors";
import { notifyChange } from "@/server/realtime/change-bus";
import type { RunningJob } from "../../jobs/running-job";
import { labelsTopic } from "../../labels/labels-topic";
import { gatherSources, type Sources, type UploadedFile } from "./gather-sources";
import { importAnnotations } from "./import-annotations";
import { type ImportTarget, importPictures } from "./import-pictures";
import { importReport } from "./import-report";
import { type ImportPlan, type PlannedPicture, planImport } from "./plan-import";
import { inBatches, type ReadPicture, readPicture, readPictures } from "./read-pictures";

/** Batches worked on side by side: while one waits for the database, another fills the cores with decoding. */
const PARALLEL = 2;

/**
 * Runs an import from its uploads to its report. It may be cut off anywhere and run again: every picture is one
 * transaction, and what an earlier pass brought is recognised as this job's own.
 */
export async function runImport(job: RunningJob): Promise<JobReport> {
  if (job.input.kind !== "import") throw new Error("not an import");
  const uploads = await findUploads(job, job.input.uploadIds);
  const sources = await gatherSources(uploads);
  try {
    return await importSources(job, sources);
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
  const { db, teamId, datasetId } = job;
  const plan = await planImport(sources.files, () =>
    inTeam(db, teamId, (tx) => listImageNames(tx, { datasetId })),
  );
  refuseNothing(plan, sources.files.length);
  const log = importReport(plan.format);
  for (const note of [...sources.skipped, ...plan.skipped]) log.skip(note);
  log.report.annotations.read += plan.strayBoxes;
  log.report.annotations.skipped += plan.strayBoxes;
  const target = await makeTarget(job, plan);
  log.report.labels = [...target.labels.keys()];
  const total = plan.pictures.length + plan.annotated.length;
  await job.progress(0, total, log.report);
  let done = 0;
  async function advance(pictures: number) {
    done += pictures;
    await job.progress(done, total, log.report);
  }
  async function bringIn(batch: readonly ReadPicture[]) {
    await importPictures(target, batch, log);
    await advance(batch.length);
  }
  const twins: PlannedPicture[] = [];
  await inParallel(inBatches(readPictures(plan.pictures, twins)), PARALLEL, bringIn);
  for (const picture of twins) await bringIn([await readPicture(picture)]);
  await importAnnotations(target, plan.annotated, { log, advance });
  return log.report;
}

/** An import that would bring nothing at all is refused before it makes a label. */
function refuseNothing({ pictures, annotated, firstMissing }: ImportPlan, files: number): void {
  if (pictures.length + annotated.length > 0) return;
  if (firstMissing === null) throw new AppError("invalid", "import.noPictures", { args: { files } });
  const picture = cleanText(firstMissing, 200);
  throw new AppError("invalid", "import.noPictureMatches", { args: { picture } });
}

async function makeTarget(job: RunningJob, plan: ImportPlan): Promise<ImportTarget> {
  const names = [...new Set(plan.labels.map(labelName).filter((name) => name !== ""))];
  const { db, blobs, teamId, datasetId, jobId, userId } = job;
  const labels = await inTeam(db, teamId, async (tx) => {
    // Two imports that make each other's labels in different orders would wait for each other in a ring.
    if (!(await holdLiveDataset(tx, { datasetId }))) throw new AppError("notFound", "import.datasetDeleted");
    if (names.length > 0) await notifyChange(tx, labelsTopic(datasetId));
    return ensureLabels(tx, { teamId, datasetId, names });
  });
  return { db, blobs, teamId, datasetId, jobId, userId, labels, met: new Map() };
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
