import { and, count, eq, isNotNull, isNull } from "drizzle-orm";
import type { BenchmarkId, DatasetId, ImageId, ModelId, RunId, TeamId } from "@/lib/ids";
import type { RunSummary } from "@/lib/protocol/run";
import type { Transaction } from "../client";
import { image } from "../schema/dataset";
import { team } from "../schema/identity";
import { model, score } from "../schema/model";
import { quiz, quizItem } from "../schema/quiz";
import { run, runAttempt } from "../schema/training";
import { insertRun, type NewRun } from "./run";

/** A team by its slug, deleted ones too: a demo that somebody removed stays removed. */
export async function findTeamBySlug(tx: Transaction, params: { slug: string }) {
  const [row] = await tx.select().from(team).where(eq(team.slug, params.slug));
  return row;
}

/** How much of the demo content is there. */
export async function countDemoContent(tx: Transaction, params: { teamId: TeamId }) {
  const [models] = await tx.select({ rows: count() }).from(model).where(eq(model.teamId, params.teamId));
  const [scores] = await tx.select({ rows: count() }).from(score).where(eq(score.teamId, params.teamId));
  const [runs] = await tx
    .select({ rows: count() })
    .from(model)
    .where(and(eq(model.teamId, params.teamId), isNotNull(model.runId)));
  const [items] = await tx.select({ rows: count() }).from(quizItem).where(eq(quizItem.teamId, params.teamId));
  const [playing] = await tx
    .select({ rows: count() })
    .from(quiz)
    .where(and(eq(quiz.teamId, params.teamId), isNotNull(quiz.modelId)));
  return {
    models: models?.rows ?? 0,
    scores: scores?.rows ?? 0,
    runs: runs?.rows ?? 0,
    quizItems: items?.rows ?? 0,
    playing: playing?.rows ?? 0,
  };
}

export function listImageNames(tx: Transaction, params: { datasetId: DatasetId }) {
  return tx
    .select({ id: image.id, fileName: image.fileName })
    .from(image)
    .where(and(eq(image.datasetId, params.datasetId), isNull(image.deletedAt)));
}

export async function countImagesWithGroup(tx: Transaction, params: { datasetId: DatasetId }) {
  const [row] = await tx
    .select({ rows: count() })
    .from(image)
    .where(and(eq(image.datasetId, params.datasetId), isNotNull(image.groupKey)));
  return row?.rows ?? 0;
}

export async function setImageGroup(tx: Transaction, params: { imageId: ImageId; groupKey: string }) {
  await tx.update(image).set({ groupKey: params.groupKey }).where(eq(image.id, params.imageId));
}

export async function findDemoModel(tx: Transaction, params: { teamId: TeamId; slug: string }) {
  const [row] = await tx
    .select({ id: model.id })
    .from(model)
    .where(and(eq(model.teamId, params.teamId), eq(model.slug, params.slug)));
  return row;
}

/** Names the run that made a model, where a model came without one. */
export async function setModelRun(tx: Transaction, params: { modelId: ModelId; runId: RunId }) {
  const { modelId, runId } = params;
  await tx
    .update(model)
    .set({ runId })
    .where(and(eq(model.id, modelId), isNull(model.runId)));
}

export async function findDemoRun(tx: Transaction, params: { teamId: TeamId; name: string }) {
  const [row] = await tx
    .select({ id: run.id })
    .from(run)
    .where(and(eq(run.teamId, params.teamId), eq(run.name, params.name), eq(run.kind, "train")));
  return row;
}

/** A run that succeeded elsewhere, under the team's next number, with its one attempt. No lease can ever open it. */
export async function insertRecordedRun(
  tx: Transaction,
  started: NewRun,
  outcome: { device: string; summary: RunSummary; startedAt: Date; finishedAt: Date },
) {
  const { device, summary, startedAt, finishedAt } = outcome;
  const { id, teamId } = await insertRun(tx, started);
  const attempt = 1;
  await tx
    .update(run)
    .set({ status: "succeeded", attempt, summary, createdAt: startedAt, startedAt, finishedAt })
    .where(eq(run.id, id));
  await tx.insert(runAttempt).values({
    runId: id,
    attempt,
    teamId,
    leaseTokenHash: "",
    resumedStep: 0,
    device,
    outcome: "succeeded",
    completion: { outcome: "succeeded", summary },
    startedAt,
    endedAt: finishedAt,
  });
  return { id, attempt };
}

export async function findDemoScore(tx: Transaction, params: { benchmarkId: BenchmarkId; modelId: ModelId }) {
  const [row] = await tx
    .select({ id: score.id })
    .from(score)
    .where(and(eq(score.benchmarkId, params.benchmarkId), eq(score.modelId, params.modelId)));
  return row;
}
