import { PgBoss } from "pg-boss";
import { APP_ROLE, type Database } from "@/db/client";
import { listOpenJobs } from "@/db/queries/job";
import { asSystem } from "@/db/scope";
import { JobId } from "@/lib/ids";
import type { BlobStore } from "../blobs/blob-store";
import { blobs } from "../blobs/blobs";
import { database } from "../database";
import { log } from "../log";
import { runJob } from "../services/jobs/run-job";
import { sweepUploads } from "../services/uploads/sweep-uploads";
import { settings } from "../settings";

const RUN = "dataset-job";
const SWEEP = "sweep";

/** Jobs that one process runs side by side; each decodes pictures on its own. */
const JOBS_AT_ONCE = 2;

const globals = globalThis as { atelierBoss?: Promise<PgBoss> | undefined };

/**
 * Starts the queue of imports and exports. The `job` table is the truth and pg-boss the messenger: whatever
 * is open is sent again at start and every minute, and `runJob` takes care that only one process works on it.
 */
export async function startJobQueue(
  stores: { db: Database; blobs: BlobStore },
  databaseUrl: string,
): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    // The schema belongs to the application's role; pg-boss's tables must as well.
    options: `-c role=${APP_ROLE}`,
    schema: "pgboss",
    createSchema: false,
    application_name: "atelier-jobs",
    max: 4,
  });
  boss.on("error", (err) => log.warn({ err }, "the job queue lost touch with the database"));
  await boss.start();
  await boss.createQueue(RUN, { retryLimit: 0, expireInSeconds: 23 * 3600, deleteAfterSeconds: 24 * 3600 });
  await boss.createQueue(SWEEP, { retryLimit: 0, deleteAfterSeconds: 3600 });
  await boss.work<{ jobId: string }>(
    RUN,
    { localConcurrency: JOBS_AT_ONCE, pollingIntervalSeconds: 1 },
    async ([message]) => {
      if (message) await runJob(stores, JobId.parse(message.data.jobId));
    },
  );
  await boss.work(SWEEP, async () => {
    await sendOpenJobs(boss, stores.db);
    await sweepUploads(stores.db);
  });
  await boss.schedule(SWEEP, "* * * * *");
  await sendOpenJobs(boss, stores.db);
  return boss;
}

/**
 * This server process's queue, started on first need: at boot, or by the first job after a boot at which the
 * database was away.
 */
export function serverJobQueue(): Promise<PgBoss> {
  globals.atelierBoss ??= startJobQueue({ db: database(), blobs: blobs() }, settings().DATABASE_URL).catch(
    (error) => {
      globals.atelierBoss = undefined;
      throw error;
    },
  );
  return globals.atelierBoss;
}

/** Tells the queue of a new job at once. Outside a server (a script, a test) the server's next sweep finds it. */
export async function announceJob(jobId: JobId): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  try {
    const boss = await serverJobQueue();
    await boss.send(RUN, { jobId });
  } catch (err) {
    // The row is written; the sweep announces it again.
    log.warn({ err, jobId }, "a job could not be announced");
  }
}

async function sendOpenJobs(boss: PgBoss, db: Database): Promise<void> {
  const open = await asSystem(db, listOpenJobs);
  for (const { id } of open) await boss.send(RUN, { jobId: id }, { singletonKey: id, singletonSeconds: 30 });
}
