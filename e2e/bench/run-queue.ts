import { sql } from "drizzle-orm";
import { PgBoss } from "pg-boss";
import { openOwnerDatabase } from "@/db/client";
import { run } from "@/db/schema/training";
import { asSystem } from "@/db/scope";
import { requirementsOf } from "@/lib/recipes/recipe-needs";
import { claimRun } from "@/server/services/agent/claim-run";
import { completeRun } from "@/server/services/agent/complete-run";
import { type BenchWorker, makeBenchWorker } from "./bench-worker";
import { type Figure, median, note, secondsOf } from "./figure";
import type { Stage } from "./stage";

const CLAIMERS = 8;
const QUEUE = "bench";

/**
 * Runs claimed and completed by eight at once through the agent's services, against pg-boss 12 fetching and
 * completing one job at a time on the same Postgres. Target: research/training.md §4, candidate ratios.
 */
export async function benchQueue(stage: Stage): Promise<Figure[]> {
  const worker = await makeBenchWorker(stage);
  const boss = await startBoss((await stage.database()).url);
  const count = stage.isQuick ? 40 : 400;
  const ratios: number[] = [];
  for (let round = 0; round < (stage.isQuick ? 1 : 5); round += 1) {
    await queueRuns(worker, { first: round * count, count });
    const ours = await rateOf(count, () => claimAndComplete(worker));
    await boss.insert(
      QUEUE,
      Array.from({ length: count }, (_, number) => ({ data: { number } })),
    );
    const theirs = await rateOf(count, () => fetchAndComplete(boss));
    note(`  claim+complete a second: ours ${ours.toFixed(0)}, pg-boss ${theirs.toFixed(0)}`);
    ratios.push(ours / theirs);
  }
  await boss.stop({ graceful: false });
  return [
    {
      name: "queue.claim-complete-vs-pg-boss",
      value: median(ratios),
      unit: "× jobs/s",
      target: 3,
      better: "higher",
    },
  ];
}

/** In a database of its own, as its owner, without pg-boss's background chores: the best case for it. */
async function startBoss(serverUrl: string): Promise<PgBoss> {
  const owner = openOwnerDatabase(serverUrl);
  await owner.execute(sql`create database bench_boss`);
  await owner.$client.end();
  const connectionString = serverUrl.replace(/\/postgres$/, "/bench_boss");
  const boss = new PgBoss({ connectionString, max: CLAIMERS, supervise: false, schedule: false });
  boss.on("error", (error) => note(`pg-boss: ${error.message}`));
  await boss.start();
  await boss.createQueue(QUEUE);
  return boss;
}

/** How many jobs a second eight loops get through; `next` is false once nothing is left. */
async function rateOf(count: number, next: () => Promise<boolean>): Promise<number> {
  let done = 0;
  const seconds = await secondsOf(() =>
    Promise.all(
      Array.from({ length: CLAIMERS }, async () => {
        while (done < count && (await next())) done += 1;
      }),
    ),
  );
  if (done !== count) throw new Error(`${done} of ${count} jobs were done`);
  return count / seconds;
}

/** Cancelled is the end that does nothing but end the run: a success would also register a model. */
async function claimAndComplete({ ctx, workerId }: BenchWorker): Promise<boolean> {
  const claimed = await claimRun(ctx, { workerId });
  if (claimed) await completeRun(ctx, { lease: claimed.lease, completion: { outcome: "cancelled" } });
  return claimed !== null;
}

async function fetchAndComplete(boss: PgBoss): Promise<boolean> {
  const [job] = await boss.fetch(QUEUE);
  if (job) await boss.complete(QUEUE, job.id);
  return job !== undefined;
}

function queueRuns(worker: BenchWorker, range: { first: number; count: number }): Promise<void> {
  const { team, data } = worker;
  const rows = Array.from({ length: range.count }, (_, index) => ({
    teamId: team.id,
    number: range.first + index + 1,
    kind: "train" as const,
    recipe: "detect",
    name: "bench",
    config: {},
    seed: 1,
    datasetId: data.datasetId,
    datasetVersionId: data.versionId,
    requirements: requirementsOf("detect", { gpu: false, labels: [] }),
  }));
  return asSystem(worker.db, async (tx) => void (await tx.insert(run).values(rows)));
}
