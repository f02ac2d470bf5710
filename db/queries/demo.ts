import { and, count, eq, isNotNull, isNull } from "drizzle-orm";
import type { BenchmarkId, DatasetId, ImageId, ModelId, TeamId } from "@/lib/ids";
import type { Transaction } from "../client";
import { image } from "../schema/dataset";
import { team } from "../schema/identity";
import { model, score } from "../schema/model";
import { quiz, quizItem } from "../schema/quiz";

/** A team by its slug, deleted ones too: a demo that somebody removed stays removed. */
export async function findTeamBySlug(tx: Transaction, params: { slug: string }) {
  const [row] = await tx.select().from(team).where(eq(team.slug, params.slug));
  return row;
}

/** How much of the demo content is there. */
export async function countDemoContent(tx: Transaction, params: { teamId: TeamId }) {
  const [models] = await tx.select({ rows: count() }).from(model).where(eq(model.teamId, params.teamId));
  const [scores] = await tx.select({ rows: count() }).from(score).where(eq(score.teamId, params.teamId));
  const [items] = await tx.select({ rows: count() }).from(quizItem).where(eq(quizItem.teamId, params.teamId));
  const [playing] = await tx
    .select({ rows: count() })
    .from(quiz)
    .where(and(eq(quiz.teamId, params.teamId), isNotNull(quiz.modelId)));
  return {
    models: models?.rows ?? 0,
    scores: scores?.rows ?? 0,
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

export async function findDemoScore(tx: Transaction, params: { benchmarkId: BenchmarkId; modelId: ModelId }) {
  const [row] = await tx
    .select({ id: score.id })
    .from(score)
    .where(and(eq(score.benchmarkId, params.benchmarkId), eq(score.modelId, params.modelId)));
  return row;
}
