import type { Transaction } from "@/db/client";
import { findNewestCheckpoint } from "@/db/queries/artifact";
import { claimNextRun, endAttempt, insertAttempt } from "@/db/queries/lease";
import { finishRun } from "@/db/queries/run";
import { findBenchmarkOfRun, findModelForScoring } from "@/db/queries/score-target";
import { findWorkerOfToken } from "@/db/queries/worker";
import { asSystem } from "@/db/scope";
import type { WorkerId } from "@/lib/ids";
import { type ClaimedRun, LEASE_MS } from "@/lib/protocol/agent";
import { hashSecret, makeSecret } from "../../auth/secret-hash";
import { AppError } from "../../errors";
import { announceRunState } from "./announce-run";
import type { WorkerContext } from "./worker-context";

type Claimed = NonNullable<Awaited<ReturnType<typeof claimNextRun>>>;

/** Hands the most urgent run that this worker can do to it, with a fresh lease; null when there is none. */
export async function claimRun(
  ctx: WorkerContext,
  params: { workerId: WorkerId },
): Promise<ClaimedRun | null> {
  const leaseToken = makeSecret("atl_lease");
  return asSystem(ctx.db, async (tx) => {
    const worker = await findWorkerOfToken(tx, { workerId: params.workerId, tokenId: ctx.worker.tokenId });
    if (!worker) throw new AppError("notFound", "worker.unknown");
    if (worker.draining || worker.environment.phase !== "ready") return null;
    const { gpus, memoryMiB } = worker.hardware;
    const run = await claimNextRun(tx, {
      workerId: worker.id,
      teamId: ctx.worker.boundTeamId,
      gpus: gpus.length,
      gpuMemoryMiB: Math.max(0, ...gpus.map((gpu) => gpu.memoryMiB)),
      memoryMiB,
      labels: worker.labels,
      leaseMs: LEASE_MS,
    });
    if (!run) return null;
    const { id: runId, teamId, attempt } = run;
    const begun = { runId, teamId, attempt, workerId: worker.id, leaseTokenHash: hashSecret(leaseToken) };
    // Neither needs the other's answer, so they share a round trip.
    await Promise.all([insertAttempt(tx, begun), announceRunState(tx, run)]);
    return describe(tx, run, leaseToken);
  });
}

async function describe(tx: Transaction, run: Claimed, leaseToken: string): Promise<ClaimedRun | null> {
  const score = await describeScore(tx, run);
  if (run.kind === "score" && !score) {
    await giveUpScore(tx, run);
    return null;
  }
  return {
    lease: { runId: run.id, attempt: run.attempt, leaseToken },
    leaseMs: LEASE_MS,
    teamId: run.teamId,
    number: run.number,
    name: run.name,
    kind: run.kind,
    recipe: run.recipe,
    seed: run.seed,
    config: run.config,
    requiresGpu: run.requirements.gpus > 0,
    checkpoint: await findCheckpoint(tx, run),
    score,
  };
}

/** Where an earlier attempt at the run got to. */
async function findCheckpoint(tx: Transaction, run: Claimed): Promise<ClaimedRun["checkpoint"]> {
  if (run.kind !== "train" || run.attempt === 1) return null;
  return (await findNewestCheckpoint(tx, { runId: run.id })) ?? null;
}

async function describeScore(tx: Transaction, run: Claimed): Promise<ClaimedRun["score"]> {
  if (run.kind !== "score" || !run.modelId || !run.benchmarkId) return null;
  const model = await findModelForScoring(tx, { modelId: run.modelId, teamId: run.teamId });
  const benchmark = await findBenchmarkOfRun(tx, { benchmarkId: run.benchmarkId, teamId: run.teamId });
  if (!model || !benchmark || benchmark.split === "train") return null;
  return {
    onnx: { sha256: model.onnxSha256, bytes: model.onnxBytes },
    manifest: model.manifest,
    split: benchmark.split,
    metric: benchmark.metric,
  };
}

/** The model or the benchmark was deleted while the run waited. */
async function giveUpScore(tx: Transaction, run: Claimed): Promise<void> {
  const failure = {
    code: "score-target-gone",
    message: "The model or the benchmark was deleted while this run waited.",
  };
  await endAttempt(tx, { runId: run.id, attempt: run.attempt, outcome: "failed", failure });
  await finishRun(tx, { runId: run.id, status: "failed", failure, summary: null });
  await announceRunState(tx, run);
}
