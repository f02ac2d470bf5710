import { setTimeout as sleep } from "node:timers/promises";
import type { JobId } from "../../lib/ids";
import type { Server } from "./client";
import { Refused, wordRefusal } from "./exit";
import { endProgress, progress } from "./output";

/** Waits for an import or export to end; throws with the server's reason unless it succeeded. */
export async function finishJob(server: Server, params: { team: string; job: JobId; verb: string }) {
  for (let waits = 0; ; waits += 1) {
    const job = await server.trpc.jobs.get.query({ team: params.team, job: params.job });
    if (job.status === "succeeded") {
      endProgress();
      return job;
    }
    if (job.status === "failed" || job.status === "cancelled") {
      endProgress();
      const why = job.failure
        ? wordRefusal(job.failure.reason, job.failure.args ?? {})
        : "cancelled by request.";
      throw new Refused(`${params.verb}: ${why}`);
    }
    progress(`${params.verb} ${job.done}${job.total === null ? "" : `/${job.total}`}`);
    await sleep(Math.min(2000, 250 + waits * 50));
  }
}
