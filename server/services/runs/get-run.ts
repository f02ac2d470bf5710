import type { Transaction } from "@/db/client";
import { listReadyArtifacts } from "@/db/queries/artifact";
import { findModelById, findModelOfRun, listScoresOfModels } from "@/db/queries/model";
import { listAttempts, type RunRow } from "@/db/queries/run";
import { findBenchmarkOfRun } from "@/db/queries/score-target";
import { asSystem } from "@/db/scope";
import type { ModelId } from "@/lib/ids";
import { requireRole, type TeamAccess } from "../../access";
import { findTeamRun } from "./find-team-run";

/** One run with its attempts, artifacts and what came before and after it. */
export async function getRun(access: TeamAccess, params: { number: number }) {
  requireRole(access, "viewer");
  return asSystem(access.db, async (tx) => {
    const { run, modelId } = await readRun(tx, access, params.number);
    const artifacts = await listReadyArtifacts(tx, { runId: run.id });
    return {
      ...run,
      attempts: await listAttempts(tx, { runId: run.id }),
      artifacts: artifacts.map(({ id, attempt, kind, name, bytes, sha256, step, createdAt }) => {
        return { id, attempt, kind, name, bytes, sha256, step, createdAt };
      }),
      ...(await readLineage(tx, access, run, modelId)),
      canStop: access.isMember && access.role !== "viewer",
    };
  });
}

async function readRun(tx: Transaction, access: TeamAccess, number: number) {
  const { modelId, ...run } = await findTeamRun(tx, access, number);
  return { run, modelId };
}

/** The model that came out (train) or went in (score), and where it was scored. */
async function readLineage(
  tx: Transaction,
  access: TeamAccess,
  run: Omit<RunRow, "modelId">,
  scoredId: ModelId | null,
) {
  const teamId = access.team.id;
  const made = run.kind === "train" ? await findModelOfRun(tx, { teamId, runId: run.id }) : undefined;
  const modelId = made?.id ?? scoredId;
  const model = modelId ? await findModelById(tx, { teamId, modelId }) : undefined;
  const scores = modelId ? await listScoresOfModels(tx, { teamId, modelIds: [modelId] }) : [];
  const benchmark = run.benchmarkId
    ? await findBenchmarkOfRun(tx, { teamId, benchmarkId: run.benchmarkId })
    : undefined;
  return {
    model: model ? { slug: model.slug, name: model.name } : null,
    scores,
    benchmark: benchmark ?? null,
  };
}
