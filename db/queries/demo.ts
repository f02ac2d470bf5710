import type { TeamId } from "@/lib/ids";
import { and, count, eq, isNotNull } from "drizzle-orm";
import type { Transaction } from "../client";
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
  return { models: models?.rows ?? 0, scores: scores?.rows ?? 0, quizItems: items?.rows ?? 0, playing: playing?.rows ?? 0 };
}
