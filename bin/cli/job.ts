import { setTimeout as sleep } from "node:timers/promises";
import { TRPCClientError } from "@trpc/client";
import type { JobId } from "../../lib/ids";
import type { Server } from "./client";
import { Refused, wordRefusal } from "./exit";
import { endProgress, progress } from "./output";

/** A server that is being restarted is waited for this long; its job goes on where it was. */
const PATIENCE_MS = 120_000;

/** Waits for an import or export to end; throws with the server's reason unless it succeeded. */
export async function finishJob(server: Server, params: { team: string; job: JobId; verb: string }) {
  const { team, verb } = params;
  for (let waits = 0; ; waits += 1) {
    const job = await patiently(() => server.trpc.jobs.get.query({ team, job: params.job }), verb);
    if (job.status === "succeeded") {
      endProgress();
      return job;
    }
    if (job.status === "failed" || job.status === "cancelled") {
      endProgress();
      const why = job.failure
        ? wordRefusal(job.failure.reason, job.failure.args ?? {})
        : "cancelled by request.";
      throw new Refused(`${verb}: ${why}`);
    }
    progress(`${verb} ${job.done}${job.total === null ? "" : `/${job.total}`}`);
    await sleep(Math.min(2000, 250 + waits * 50));
  }
}

/** Asks again while nobody answers, or the server says that it cannot just now. */
async function patiently<Answer>(ask: () => Promise<Answer>, verb: string): Promise<Answer> {
  const end = Date.now() + PATIENCE_MS;
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!isOutage(error) || Date.now() > end) throw error;
      progress(`${verb}: waiting for the server`);
      await sleep(Math.min(5000, 500 * tries));
    }
  }
}

function isOutage(error: unknown): boolean {
  if (!(error instanceof TRPCClientError)) return false;
  const data: unknown = error.data;
  const isAnswer = typeof data === "object" && data !== null && "httpStatus" in data;
  return !isAnswer || (typeof data.httpStatus === "number" && data.httpStatus >= 500);
}
