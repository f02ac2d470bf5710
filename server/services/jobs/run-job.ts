import type { Database } from "@/db/client";
import { finishJobRow, recordProgress, startJobRow, tryLockJob } from "@/db/queries/job";
import { asSystem } from "@/db/scope";
import type { JobId } from "@/lib/ids";
import type { JobReport } from "@/lib/protocol/job";
import type { BlobStore } from "../../blobs/blob-store";
import { AppError } from "../../errors";
import { log } from "../../log";
import { shutdownController } from "../../shutdown";
import { runExport } from "../datasets/export/run-export";
import { runImport } from "../datasets/import/run-import";
import { forgetUploads } from "../uploads/forget-uploads";
import { JobCancelled, JobInterrupted, type RunningJob } from "./running-job";

type Stores = { db: Database; blobs: BlobStore };

/**
 * Runs a queued or abandoned job to its end; does nothing when another process is at it or it has ended. The lock
 * lives in a database session: when this process dies, however suddenly, Postgres lets go of it at once.
 */
export async function runJob(stores: Stores, jobId: JobId): Promise<void> {
  await stores.db.transaction(async (tx) => {
    if (await tryLockJob(tx, { jobId })) await runLocked(stores, jobId);
  });
}

async function runLocked({ db, blobs }: Stores, jobId: JobId): Promise<void> {
  const row = await asSystem(db, (tx) => startJobRow(tx, { jobId }));
  if (!row) return;
  if (!row.datasetId) throw new Error("a job without a dataset");
  const { teamId, datasetId, input, createdBy: userId } = row;
  const job: RunningJob = {
    db,
    blobs,
    jobId,
    teamId,
    datasetId,
    userId,
    input,
    progress: progressOf(db, jobId),
  };
  try {
    const outcome = input.kind === "import" ? { report: await runImport(job) } : await runExport(job);
    await asSystem(db, (tx) => finishJobRow(tx, { jobId, status: "succeeded", ...outcome }));
  } catch (error) {
    await endBadly(db, jobId, error);
  }
  // Only now: a job that dies before it is marked as ended is run again, and needs its files.
  if (input.kind === "import") await forgetUploads(db, input.uploadIds);
}

async function endBadly(db: Database, jobId: JobId, error: unknown): Promise<void> {
  if (error instanceof JobInterrupted || isConnectionLoss(error)) throw error;
  if (error instanceof JobCancelled) {
    return asSystem(db, (tx) =>
      finishJobRow(tx, { jobId, status: "cancelled", report: error.report ?? null }),
    );
  }
  const failure = describeFailure(error);
  if (failure.reason === "unexpected") log.error({ err: error, jobId }, "a job failed unexpectedly");
  await asSystem(db, (tx) => finishJobRow(tx, { jobId, status: "failed", failure }));
}

function describeFailure(error: unknown) {
  if (error instanceof AppError) return { code: error.code, reason: error.reason, args: error.args };
  if (error instanceof Error && "code" in error && error.code === "ENOSPC")
    return { code: "unavailable", reason: "storage.full" };
  return { code: "unavailable", reason: "unexpected" };
}

/** The database went away: the job stays open and is taken up again when it is back. */
function isConnectionLoss(error: unknown): boolean {
  const causes = [error, error instanceof Error ? error.cause : undefined];
  return causes.some(
    (one) => one instanceof Error && "code" in one && /^(CONNECTION_|ECONN|57P0)/.test(String(one.code)),
  );
}

const PROGRESS_EVERY_MS = 400;

function progressOf(db: Database, jobId: JobId): RunningJob["progress"] {
  let told = 0;
  return async (done, total, report?: JobReport) => {
    if (shutdownController().signal.aborted) throw new JobInterrupted();
    const now = Date.now();
    if (done !== 0 && done !== total && now - told < PROGRESS_EVERY_MS) return;
    told = now;
    const { cancelRequested } = await asSystem(db, (tx) => recordProgress(tx, { jobId, done, total }));
    if (cancelRequested) throw new JobCancelled(report);
  };
}
