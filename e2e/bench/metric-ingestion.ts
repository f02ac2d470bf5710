import type { Sql } from "postgres";
import { openOwnerDatabase } from "@/db/client";
import { type Lease, MAX_POINTS_PER_BATCH, type MetricPoint } from "@/lib/protocol/agent";
import { appRouter } from "@/server/routers/app-router";
import { startRun } from "@/server/services/runs/start-run";
import { createCallerFactory } from "@/server/trpc";
import { connect } from "@/workers/agent/server-connection";
import { type BenchWorker, makeBenchWorker } from "./bench-worker";
import { type Figure, median, note, secondsOf } from "./figure";
import type { Stage } from "./stage";

/**
 * Points a second that MLflow's tracking server stores on Postgres at its best batch of 500, from 20 clients:
 * mlflow-go-backend's published benchmarks (research/training.md §4). Another machine than this one.
 */
const MLFLOW_POINTS_PER_SECOND = 8400;
const HTTP_CLIENTS = 20;

const callAs = createCallerFactory(appRouter);
type Agent = ReturnType<typeof callAs>["agent"];

/** An attempt no agent has, for rows that did not come through the procedure. */
const RAW_ATTEMPT = 1_000_000;

/**
 * Batches of 1000 points through the agent's procedure, in turns with a bare multi-row insert of the same rows;
 * then over HTTP from as many agents at once as MLflow's published figure had clients.
 */
export async function benchMetrics(stage: Stage): Promise<Figure[]> {
  const worker = await makeBenchWorker(stage);
  const { url } = await stage.database();
  const { agent } = callAs(worker.ctx);
  const remote = connect({
    url: await stage.serve("serve-trpc.ts", { DATABASE_URL: url }),
    token: worker.token,
  }).agent;
  const lease = await claimNew(worker, agent);
  const { $client: bare } = openOwnerDatabase(url);
  const seconds = { procedure: [] as number[], raw: [] as number[] };
  for (let batch = 0; batch < (stage.isQuick ? 4 : 60); batch += 1) {
    const points = pointsOf(batch, "train/loss");
    seconds.procedure.push(await secondsOf(() => agent.report(reportOf(lease, points))));
    seconds.raw.push(await secondsOf(() => insertBare(bare, worker, { runId: lease.runId, points })));
  }
  await bare.end();
  const leases: Lease[] = [];
  for (let client = 0; client < HTTP_CLIENTS; client += 1) leases.push(await claimNew(worker, agent));
  const rates = {
    procedure: rateOf(seconds.procedure),
    http: await rateOfClients(leases, stage.isQuick ? 2 : 20, (report) => remote.report.mutate(report)),
    raw: rateOf(seconds.raw),
  };
  note(
    `  points/s: procedure ${rates.procedure.toFixed(0)}, over HTTP ${rates.http.toFixed(0)}, bare insert ${rates.raw.toFixed(0)}`,
  );
  return [
    {
      name: "metrics.procedure-vs-raw-insert",
      value: rates.procedure / rates.raw,
      unit: "× points/s",
      target: 0.25,
      better: "higher",
    },
    {
      name: "metrics.http-vs-mlflow-published",
      value: rates.http / MLFLOW_POINTS_PER_SECOND,
      unit: "× points/s",
      target: 5,
      better: "higher",
    },
  ];
}

async function claimNew(worker: BenchWorker, agent: Agent): Promise<Lease> {
  await startRun(worker.access, {
    recipe: "detect",
    dataset: worker.data.slug,
    config: {},
    name: "",
    gpu: false,
    workerLabels: [],
  });
  const claimed = await agent.claim({ workerId: worker.workerId });
  if (!claimed) throw new Error("the run was not claimed");
  return claimed.lease;
}

/** Points a second that all clients together store, each sending its batches one after the other. */
async function rateOfClients(
  leases: readonly Lease[],
  batches: number,
  send: (report: ReturnType<typeof reportOf>) => Promise<unknown>,
): Promise<number> {
  const seconds = await secondsOf(() =>
    Promise.all(
      leases.map(async (lease) => {
        for (let batch = 0; batch < batches; batch += 1)
          await send(reportOf(lease, pointsOf(batch, "train/loss")));
      }),
    ),
  );
  return (leases.length * batches * MAX_POINTS_PER_BATCH) / seconds;
}

function reportOf(lease: Lease, metrics: MetricPoint[]) {
  return { lease, report: { metrics, logs: [] } };
}

function rateOf(seconds: number[]): number {
  return MAX_POINTS_PER_BATCH / median(seconds);
}

function pointsOf(batch: number, name: string): MetricPoint[] {
  return Array.from({ length: MAX_POINTS_PER_BATCH }, (_, index) => {
    const step = batch * MAX_POINTS_PER_BATCH + index;
    return { name, step, epoch: batch, value: 1 / (step + 1) };
  });
}

async function insertBare(
  bare: Sql,
  worker: BenchWorker,
  batch: { runId: string; points: MetricPoint[] },
): Promise<void> {
  const rows = batch.points.map((point) => ({
    run_id: batch.runId,
    team_id: worker.team.id,
    attempt: RAW_ATTEMPT,
    ...point,
  }));
  await bare`insert into run_metric ${bare(rows)}`;
}
