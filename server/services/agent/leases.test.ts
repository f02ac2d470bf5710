import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setDraining } from "@/db/queries/worker";
import { run, runMetric } from "@/db/schema/training";
import { asSystem } from "@/db/scope";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { RunId } from "@/lib/ids";
import type { ClaimedRun } from "@/lib/protocol/agent";
import { currentPoints } from "@/lib/protocol/run-curves";
import { makeTeam, makeUser, testAccess, testContext } from "../../testing";
import { cancelRun } from "../runs/cancel-run";
import { getRun } from "../runs/get-run";
import { readMetrics } from "../runs/read-metrics";
import { startRun } from "../runs/start-run";
import { claimRun } from "./claim-run";
import { completeRun } from "./complete-run";
import { openRunBlob } from "./open-run-blob";
import { releaseRun } from "./release-run";
import { renewLease } from "./renew-lease";
import { reportEvents } from "./report-events";
import { sweepLeases } from "./sweep-leases";
import { makeFrozenVersion, makeWorker, makeWorkerContext } from "./testing";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const CANCELLED = { outcome: "cancelled" } as const;
const FAILED = {
  outcome: "failed",
  failure: { code: "diverged", message: "The loss is no longer a number." },
} as const;

/** A team with a frozen dataset, a ready worker of its own, and ways to start and claim. */
async function workshop() {
  const { db } = database;
  const { user, actor } = await makeUser(db);
  const team = await makeTeam(db, { owner: user.id });
  const access = await testAccess(db, actor, team.slug);
  const data = await makeFrozenVersion(access, { teamId: team.id });
  const ctx = await makeWorkerContext(access, { userId: user.id, boundTeamId: team.id });
  const workerId = await makeWorker(ctx);
  return {
    access,
    ctx,
    workerId,
    data,
    user,
    start: (gpu = false) =>
      startRun(access, {
        recipe: "detect",
        dataset: data.slug,
        config: { epochs: 1 },
        name: "",
        gpu,
        workerLabels: [],
      }),
    claim: async (): Promise<ClaimedRun> => {
      const claimed = await claimRun(ctx, { workerId });
      if (!claimed) throw new Error("nothing to claim");
      return claimed;
    },
  };
}

function expireLease(runId: RunId) {
  return asSystem(database.db, async (tx) => {
    await tx.update(run).set({ leaseUntil: sql`now() - interval '1 second'` }).where(eq(run.id, runId));
  });
}

function point(step: number, name = "train/loss") {
  return { name, step, epoch: 1, value: 1 / (step + 1) };
}

describe("claiming", () => {
  test("fifty claims at once give each run to exactly one of them", async () => {
    const { ctx, workerId, start } = await workshop();
    for (let index = 0; index < 10; index += 1) await start();
    const claims = await Promise.all(Array.from({ length: 50 }, () => claimRun(ctx, { workerId })));
    const won = claims.filter((claim) => claim !== null);
    expect(won).toHaveLength(10);
    expect(new Set(won.map(({ lease }) => lease.runId)).size).toBe(10);
    expect(new Set(won.map(({ lease }) => lease.leaseToken)).size).toBe(10);
  });

  test("a worker bound to a team never sees another team's run", async () => {
    const theirs = await workshop();
    await theirs.start();
    const ours = await workshop();
    expect(await claimRun(ours.ctx, { workerId: ours.workerId })).toBeNull();
    expect(await claimRun(theirs.ctx, { workerId: theirs.workerId })).not.toBeNull();
  });

  test("a run that needs a GPU waits for a worker that has one", async () => {
    const { ctx, workerId, start } = await workshop();
    await start(true);
    expect(await claimRun(ctx, { workerId })).toBeNull();
    const gpus = [{ name: "NVIDIA H200", memoryMiB: 143_771 }];
    const strong = await makeWorker(ctx, {
      hardware: { cpus: 16, memoryMiB: 128_000, gpus, platform: "linux-x64" },
    });
    expect(await claimRun(ctx, { workerId: strong })).toMatchObject({ requiresGpu: true });
  });

  test("a draining worker claims nothing until it is resumed", async () => {
    const { ctx, workerId, start } = await workshop();
    await start();
    await asSystem(database.db, (tx) => setDraining(tx, { workerId, draining: true }));
    expect(await claimRun(ctx, { workerId })).toBeNull();
    await asSystem(database.db, (tx) => setDraining(tx, { workerId, draining: false }));
    expect(await claimRun(ctx, { workerId })).not.toBeNull();
  });

  test("another token's worker id does not exist for this token", async () => {
    const one = await workshop();
    const other = await workshop();
    await expect(claimRun(one.ctx, { workerId: other.workerId })).rejects.toMatchObject({
      reason: "worker.unknown",
    });
  });
});

describe("a lost lease", () => {
  test("puts the run back with the next attempt, and the old attempt can write nothing more", async () => {
    const { ctx, start, claim, access } = await workshop();
    const { number } = await start();
    const first = await claim();
    await renewLease(ctx, { lease: first.lease, status: "running", progress: null });
    await expireLease(first.lease.runId);
    expect(await sweepLeases(database.db)).toBe(1);
    const second = await claim();
    expect(second.lease).toMatchObject({ runId: first.lease.runId, attempt: 2 });
    const stale = { code: "stale", reason: "run.leaseLost" };
    const report = { metrics: [point(1)], logs: [] };
    await expect(reportEvents(ctx, { lease: first.lease, report })).rejects.toMatchObject(stale);
    await expect(
      renewLease(ctx, { lease: first.lease, status: "running", progress: null }),
    ).rejects.toMatchObject(stale);
    await expect(completeRun(ctx, { lease: first.lease, completion: CANCELLED })).rejects.toMatchObject(
      stale,
    );
    await expect(releaseRun(ctx, { lease: first.lease, reason: "stopping" })).rejects.toMatchObject(stale);
    await reportEvents(ctx, { lease: second.lease, report });
    const seen = await getRun(access, { number });
    expect(seen.attempts.map(({ outcome }) => outcome)).toEqual(["lost", null]);
  });

  test("that nobody has taken yet can still be renewed, so a server that was down loses no run", async () => {
    const { ctx, start, claim } = await workshop();
    await start();
    const { lease } = await claim();
    await expireLease(lease.runId);
    await renewLease(ctx, { lease, status: "running", progress: null });
    expect(await sweepLeases(database.db)).toBe(0);
  });

  test("spends its own budget and ends in dead, not failed", async () => {
    const { start, claim, access } = await workshop();
    const { number } = await start();
    for (let lost = 0; lost < 4; lost += 1) {
      const { lease } = await claim();
      await expireLease(lease.runId);
      await Promise.all([sweepLeases(database.db), sweepLeases(database.db)]);
    }
    const seen = await getRun(access, { number });
    expect(seen).toMatchObject({ status: "dead", attempt: 4, failure: { code: "worker-lost" } });
  });

  test("costs nothing when the worker was stopped in order", async () => {
    const { ctx, start, claim, access } = await workshop();
    const { number } = await start();
    for (let stop = 0; stop < 6; stop += 1)
      await releaseRun(ctx, { lease: (await claim()).lease, reason: "stopping" });
    expect(await getRun(access, { number })).toMatchObject({ status: "queued", attempt: 6 });
  });
});

describe("completing", () => {
  test("a repeated report gets the stored outcome; a different one is refused", async () => {
    const { ctx, start, claim } = await workshop();
    await start();
    const { lease } = await claim();
    expect(await completeRun(ctx, { lease, completion: FAILED })).toEqual({ status: "failed" });
    expect(await completeRun(ctx, { lease, completion: FAILED })).toEqual({ status: "failed" });
    const other = completeRun(ctx, { lease, completion: CANCELLED });
    await expect(other).rejects.toMatchObject({ code: "conflict", reason: "run.alreadyCompleted" });
  });

  test("a success without its artifacts is refused whole and leaves the run with its worker", async () => {
    const { ctx, start, claim, access } = await workshop();
    const { number } = await start();
    const { lease } = await claim();
    const completion = { outcome: "succeeded" as const, summary: {} };
    await expect(completeRun(ctx, { lease, completion })).rejects.toMatchObject({ code: "invalid" });
    expect(await getRun(access, { number })).toMatchObject({ status: "leased", summary: null });
  });

  test("a secret that is not the lease's, or another worker's token with the right one, is stale", async () => {
    const { ctx, start, claim, access, user } = await workshop();
    await start();
    const { lease } = await claim();
    const forged = { ...lease, leaseToken: `${lease.leaseToken.slice(0, -1)}x` };
    await expect(completeRun(ctx, { lease: forged, completion: FAILED })).rejects.toMatchObject({
      code: "stale",
    });
    const thief = await makeWorkerContext(access, { userId: user.id, boundTeamId: null });
    await expect(completeRun(thief, { lease, completion: FAILED })).rejects.toMatchObject({ code: "stale" });
    await expect(
      completeRun(ctx, { lease: { ...lease, attempt: 7 }, completion: FAILED }),
    ).rejects.toMatchObject({ code: "stale" });
  });
});

describe("cancelling", () => {
  test("a waiting run ends at once", async () => {
    const { start, access, ctx, workerId } = await workshop();
    const { number } = await start();
    expect(await cancelRun(access, { number })).toEqual({ status: "cancelled", isStopping: false });
    expect(await claimRun(ctx, { workerId })).toBeNull();
    await expect(cancelRun(access, { number })).rejects.toMatchObject({ reason: "run.alreadyOver" });
  });

  test("a run at work hears it at its next renewal and still reports its end", async () => {
    const { start, access, ctx, claim } = await workshop();
    const { number } = await start();
    const { lease } = await claim();
    expect(await cancelRun(access, { number })).toMatchObject({ isStopping: true });
    expect(await renewLease(ctx, { lease, status: "running", progress: null })).toMatchObject({
      cancel: true,
    });
    await reportEvents(ctx, {
      lease,
      report: { metrics: [point(1)], logs: [{ seq: 0, text: "last words\n" }] },
    });
    expect(await completeRun(ctx, { lease, completion: CANCELLED })).toEqual({ status: "cancelled" });
  });

  test("a run whose worker vanished meanwhile is cancelled, not queued again", async () => {
    const { start, access, claim } = await workshop();
    const { number } = await start();
    const { lease } = await claim();
    await cancelRun(access, { number });
    await expireLease(lease.runId);
    await sweepLeases(database.db);
    expect(await getRun(access, { number })).toMatchObject({ status: "cancelled" });
  });
});

describe("curves", () => {
  test("a batch sent twice stores each point once", async () => {
    const { ctx, start, claim } = await workshop();
    await start();
    const { lease } = await claim();
    const report = {
      metrics: Array.from({ length: 1000 }, (_, step) => point(step)),
      logs: [{ seq: 0, text: "a\n" }],
    };
    expect(await reportEvents(ctx, { lease, report })).toEqual({ stored: 1000 });
    expect(await reportEvents(ctx, { lease, report })).toEqual({ stored: 0 });
    const rows = await asSystem(database.db, (tx) =>
      tx.select().from(runMetric).where(eq(runMetric.runId, lease.runId)),
    );
    expect(rows).toHaveLength(1000);
  });

  test("an attempt that goes on from step 3 supersedes what came after it, and every point is kept", async () => {
    const { ctx, start, claim, access } = await workshop();
    const { number } = await start();
    const first = await claim();
    await reportEvents(ctx, {
      lease: first.lease,
      report: {
        started: { resumedStep: 0, device: "cpu" },
        metrics: [1, 2, 3, 4, 5].map((step) => point(step)),
        logs: [],
      },
    });
    await releaseRun(ctx, { lease: first.lease, reason: "crashed" });
    const second = await claim();
    await reportEvents(ctx, {
      lease: second.lease,
      report: {
        started: { resumedStep: 3, device: "cpu" },
        metrics: [4, 5, 6].map((step) => point(step)),
        logs: [],
      },
    });
    const { points } = await readMetrics(access, { number });
    const { attempts } = await getRun(access, { number });
    expect(points).toHaveLength(8);
    expect(currentPoints(points, attempts).map(({ attempt, step }) => [attempt, step])).toEqual([
      [1, 1],
      [1, 2],
      [1, 3],
      [2, 4],
      [2, 5],
      [2, 6],
    ]);
  });
});

test("a worker reads the pictures of the run it holds and nothing else", async () => {
  const { ctx, start, claim, data } = await workshop();
  const other = await workshop();
  await start();
  const { lease } = await claim();
  const [own, foreign] = [data.hashes[0], other.data.hashes[0]];
  if (!own || !foreign) throw new Error("no pictures");
  (await openRunBlob(ctx, { runId: lease.runId, sha256: own })).destroy();
  await expect(openRunBlob(ctx, { runId: lease.runId, sha256: foreign })).rejects.toMatchObject({
    code: "notFound",
  });
  await expect(openRunBlob(other.ctx, { runId: lease.runId, sha256: own })).rejects.toMatchObject({
    code: "stale",
  });
});

test("a setting that the recipe does not know, or a wrong value, starts nothing", async () => {
  const { access, data, ctx, workerId } = await workshop();
  const wanted = { recipe: "detect" as const, dataset: data.slug, name: "", gpu: false, workerLabels: [] };
  await expect(startRun(access, { ...wanted, config: { epoch: 3 } })).rejects.toMatchObject({
    reason: "run.unknownSetting",
    args: { field: "epoch" },
  });
  await expect(startRun(access, { ...wanted, config: { epochs: 0 } })).rejects.toMatchObject({
    reason: "run.badSetting",
    args: { field: "epochs" },
  });
  expect(await claimRun(ctx, { workerId })).toBeNull();
});

test("a viewer starts and cancels nothing", async () => {
  const { access, data, start } = await workshop();
  const { number } = await start();
  const { user, actor } = await makeUser(database.db);
  const { membership } = await import("@/db/schema/identity");
  await asSystem(
    database.db,
    async (tx) =>
      void (await tx.insert(membership).values({ teamId: access.team.id, userId: user.id, role: "viewer" })),
  );
  const viewer = await testAccess(database.db, actor, access.team.slug);
  await expect(cancelRun(viewer, { number })).rejects.toMatchObject({ code: "forbidden" });
  const wanted = {
    recipe: "detect" as const,
    dataset: data.slug,
    config: {},
    name: "",
    gpu: false,
    workerLabels: [],
  };
  await expect(startRun(viewer, wanted)).rejects.toMatchObject({ code: "forbidden" });
});

test("an anonymous request has no lease to show", async () => {
  const { workerContext } = await import("./worker-context");
  const ctx = await testContext(database.db);
  expect(() => workerContext(ctx)).toThrowError(expect.objectContaining({ reason: "worker.tokenNeeded" }));
});
