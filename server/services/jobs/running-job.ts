import type { Database } from "@/db/client";
import type { DatasetId, JobId, TeamId, UserId } from "@/lib/ids";
import type { JobInput, JobReport } from "@/lib/protocol/job";
import type { BlobStore } from "../../blobs/blob-store";

/** What the work of a job gets. */
export type RunningJob = {
  db: Database;
  blobs: BlobStore;
  jobId: JobId;
  teamId: TeamId;
  datasetId: DatasetId;
  userId: UserId | null;
  input: JobInput;
  /** Shows how far it is. Throws JobCancelled when somebody asked to stop, JobInterrupted when the server stops. */
  progress(done: number, total: number, report?: JobReport): Promise<void>;
};

export class JobCancelled extends Error {
  readonly report: JobReport | undefined;
  constructor(report: JobReport | undefined) {
    super("cancelled");
    this.name = "JobCancelled";
    this.report = report;
  }
}

/** The process is asked to stop; another, or the next, takes the job up again. */
export class JobInterrupted extends Error {
  constructor() {
    super("interrupted");
    this.name = "JobInterrupted";
  }
}
