import { openDatabase } from "@/db/client";
import { JobId } from "@/lib/ids";
import { folderBlobStore } from "@/server/blobs/folder-blob-store";
import { runJob } from "../../jobs/run-job";

/** A process that runs one job, for tests that kill it: `test-run-job.ts DATABASE_URL BLOB_FOLDER JOB_ID`. */
const [url = "", blobFolder = "", jobId] = process.argv.slice(2);
await runJob({ db: openDatabase(url), blobs: folderBlobStore(blobFolder) }, JobId.parse(jobId));
process.exit();
