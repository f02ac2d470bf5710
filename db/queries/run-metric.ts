import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import type { RunId, TeamId } from "@/lib/ids";
import type { MetricPoint } from "@/lib/protocol/agent";
import type { Transaction } from "../client";
import { runMetric } from "../schema/training";

/** Stores an attempt's points; those that are there already stay as they are. Returns how many were new. */
export async function insertMetrics(
  tx: Transaction,
  params: { runId: RunId; teamId: TeamId; attempt: number; points: MetricPoint[] },
): Promise<number> {
  const { runId, teamId, attempt, points } = params;
  if (points.length === 0) return 0;
  const rows = points.map((point) => ({ runId, teamId, attempt, ...point }));
  const inserted = await tx
    .insert(runMetric)
    .values(rows)
    .onConflictDoNothing()
    .returning({ id: runMetric.id });
  return inserted.length;
}

/** Points of a run in the order they came, after the cursor. */
export function listMetricsAfter(tx: Transaction, params: { runId: RunId; afterId: number; limit: number }) {
  return tx
    .select({
      id: runMetric.id,
      attempt: runMetric.attempt,
      name: runMetric.name,
      step: runMetric.step,
      epoch: runMetric.epoch,
      value: runMetric.value,
    })
    .from(runMetric)
    .where(and(eq(runMetric.runId, params.runId), gt(runMetric.id, params.afterId)))
    .orderBy(asc(runMetric.id))
    .limit(params.limit);
}

/** One metric's points for several runs, for the small curves of a list. */
export function listMetricOfRuns(tx: Transaction, params: { runIds: RunId[]; names: string[] }) {
  if (params.runIds.length === 0) return Promise.resolve([]);
  return tx
    .select({
      runId: runMetric.runId,
      attempt: runMetric.attempt,
      name: runMetric.name,
      step: runMetric.step,
      value: runMetric.value,
    })
    .from(runMetric)
    .where(
      and(
        inArray(runMetric.runId, params.runIds),
        inArray(runMetric.name, params.names),
        // A sparkline of 80 px needs no more than about that many points.
        sql`(${runMetric.name} not like 'train/%' or ${runMetric.step} % greatest(1, (select max(m.step) / 80 from ${runMetric} m where m.run_id = ${runMetric.runId})) = 0)`,
      ),
    )
    .orderBy(asc(runMetric.step));
}
