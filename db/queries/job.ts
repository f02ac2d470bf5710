import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { DatasetId, JobId, Sha256, TeamId, UploadId } from "@/lib/ids";
import type { JobReport, JobStatus } from "@/lib/protocol/job";
import type { Transaction } from "../client";
import { dataset, job } from "../schema/dataset";

export type JobFailure = { code: string; reason: string; args?: Record<string, string | number> };

export async function insertJob(tx: Transaction, params: typeof job.$inferInsert) {
  const [row] = await tx.insert(job).values(params).returning();
  if (!row) throw new Error("insert returned no row");
  return row;
}

export async function findJob(tx: Transaction, params: { jobId: JobId }) {
  const [found] = await tx.select().from(job).where(eq(job.id, params.jobId));
  return found;
}

/** The import that takes any of these uploads, whether it waits, runs or is over. */
export async function findImportOf(tx: Transaction, params: { teamId: TeamId; uploadIds: UploadId[] }) {
  const ids = sql.join(
    params.uploadIds.map((id) => sql`${id}`),
    sql`, `,
  );
  const [found] = await tx
    .select()
    .from(job)
    .where(
      and(
        eq(job.teamId, params.teamId),
        eq(job.kind, "import"),
        sql`jsonb_exists_any(${job.input} -> 'uploadIds', array[${ids}]::text[])`,
      ),
    )
    .limit(1);
  return found;
}

/** A dataset's newest jobs, newest first. */
export function listJobs(tx: Transaction, params: { teamId: TeamId; datasetId: DatasetId; limit: number }) {
  return tx
    .select()
    .from(job)
    .where(and(eq(job.teamId, params.teamId), eq(job.datasetId, params.datasetId)))
    .orderBy(desc(job.createdAt))
    .limit(params.limit);
}

/** Marks a waiting or interrupted job as running; undefined when it has ended meanwhile. */
export async function startJobRow(tx: Transaction, params: { jobId: JobId }) {
  const [row] = await tx
    .update(job)
    .set({ status: "running", startedAt: sql`coalesce(${job.startedAt}, now())` })
    .where(and(eq(job.id, params.jobId), inArray(job.status, ["queued", "running"])))
    .returning();
  return row;
}

/** Records how far a job is and tells whether somebody asked it to stop. */
export async function recordProgress(
  tx: Transaction,
  params: { jobId: JobId; done: number; total: number | null },
) {
  const [row] = await tx
    .update(job)
    .set({ done: params.done, total: params.total })
    .where(eq(job.id, params.jobId))
    .returning({ cancelRequestedAt: job.cancelRequestedAt });
  return { cancelRequested: row?.cancelRequestedAt != null };
}

export async function finishJobRow(
  tx: Transaction,
  params: {
    jobId: JobId;
    status: JobStatus;
    report?: JobReport | null;
    failure?: JobFailure | null;
    resultSha256?: Sha256 | null;
  },
) {
  const { jobId, ...fields } = params;
  await tx
    .update(job)
    .set({ ...fields, finishedAt: new Date() })
    .where(eq(job.id, jobId));
}

/** Asks a job to stop; one that has not begun is cancelled at once. */
export async function requestCancel(tx: Transaction, params: { jobId: JobId }) {
  await tx
    .update(job)
    .set({
      cancelRequestedAt: sql`coalesce(${job.cancelRequestedAt}, now())`,
      status: sql`case when ${job.status} = 'queued' then 'cancelled' else ${job.status} end`,
      finishedAt: sql`case when ${job.status} = 'queued' then now() else ${job.finishedAt} end`,
    })
    .where(and(eq(job.id, params.jobId), isNull(job.finishedAt)));
}

/** Jobs that should be running or waiting, of every team: those a dead process left are among them. */
export function listOpenJobs(tx: Transaction) {
  return tx
    .select({ id: job.id, kind: job.kind })
    .from(job)
    .where(inArray(job.status, ["queued", "running"]))
    .orderBy(job.createdAt);
}

/** A job with its dataset's slug and name. */
export async function findJobWithDataset(tx: Transaction, params: { teamId: TeamId; jobId: JobId }) {
  const [found] = await tx
    .select({ job, datasetSlug: dataset.slug, datasetName: dataset.name })
    .from(job)
    .leftJoin(dataset, eq(dataset.id, job.datasetId))
    .where(and(eq(job.teamId, params.teamId), eq(job.id, params.jobId)));
  return found;
}
/** Takes the job for as long as the transaction lives; false when another process has it. */
export async function tryLockJob(tx: Transaction, params: { jobId: JobId }): Promise<boolean> {
  const [lock] = await tx.execute<{ held: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${params.jobId}, 0)) as held`,
  );
  return lock?.held === true;
}
