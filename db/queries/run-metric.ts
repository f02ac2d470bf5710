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
  // One array a column: a list of rows would be seven parameters for each point.
  const names = sql.param(points.map((point) => point.name));
  const steps = sql.param(points.map((point) => point.step));
  const epochs = sql.param(points.map((point) => point.epoch));
  const values = sql.param(points.map((point) => point.value));
  const inserted = await tx.execute(sql`
    insert into ${runMetric} (run_id, team_id, attempt, name, step, epoch, value)
    select ${runId}::uuid, ${teamId}::uuid, ${attempt}::int, point.*
    from unnest(${names}::text[], ${steps}::int[], ${epochs}::float8[], ${values}::float8[]) as point
    on conflict do nothing`);
  return inserted.count;
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
