import { setTimeout as sleep } from "node:timers/promises";
import { listAttempts } from "@/db/queries/run";
import { listLogsAfter } from "@/db/queries/run-log";
import { listMetricsAfter } from "@/db/queries/run-metric";
import { asSystem } from "@/db/scope";
import { isFinal } from "@/lib/protocol/run";
import { formatRunCursor, parseRunCursor, type RunCursor } from "@/lib/protocol/run-cursor";
import { requireRole, type TeamAccess } from "../../access";
import { subscribeTopic } from "../../realtime/change-bus";
import { findTeamRun } from "./find-team-run";

const BATCH = 5000;
/** Changes within this time travel as one event. */
const COALESCE_MS = 200;

/**
 * What happened to a run after the cursor, then what happens, until `signal` aborts: each event carries the
 * run's state and the points and log chunks since the last one, under the id to go on from.
 */
export async function* watchRun(
  access: TeamAccess,
  params: { number: number; after: string | null },
  signal: AbortSignal,
) {
  requireRole(access, "viewer");
  const run = await asSystem(access.db, (tx) => findTeamRun(tx, access, params.number));
  let cursor = parseRunCursor(params.after);
  let sentState = "";
  for await (const _ of subscribeTopic(`run:${run.id}`, signal, access.db)) {
    for (;;) {
      const step = await readStep(access, params.number, cursor);
      const state = JSON.stringify(step.event.run);
      const isNews = state !== sentState || step.event.points.length > 0 || step.event.logs.length > 0;
      if (isNews) yield { id: formatRunCursor(step.cursor), event: step.event };
      sentState = state;
      cursor = step.cursor;
      if (!step.isFull) break;
    }
    await sleep(COALESCE_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function readStep(access: TeamAccess, number: number, cursor: RunCursor) {
  return asSystem(access.db, async (tx) => {
    const run = await findTeamRun(tx, access, number);
    const points = await listMetricsAfter(tx, { runId: run.id, afterId: cursor.metricId, limit: BATCH });
    const logs = await listLogsAfter(tx, { runId: run.id, afterId: cursor.logId, limit: 200 });
    const attempts = await listAttempts(tx, { runId: run.id });
    const { status, attempt, progress, failure, worker, cancelRequestedAt, startedAt, finishedAt } = run;
    return {
      isFull: points.length === BATCH || logs.length === 200,
      cursor: { metricId: points.at(-1)?.id ?? cursor.metricId, logId: logs.at(-1)?.id ?? cursor.logId },
      event: {
        run: {
          status,
          attempt,
          progress,
          failure,
          worker,
          cancelRequestedAt,
          startedAt,
          finishedAt,
          attempts,
          isFinal: isFinal(status),
        },
        points,
        logs,
      },
    };
  });
}
