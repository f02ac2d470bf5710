import { and, count, desc, eq, gt, inArray, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { QuizId, QuizItemId, QuizRoundId, TeamId, UserId } from "@/lib/ids";
import type { ModelAnswer } from "@/lib/protocol/quiz";
import type { Transaction } from "../client";
import { team, user } from "../schema/identity";
import { model } from "../schema/model";
import { quiz, quizItem, quizPlayer, quizRound } from "../schema/quiz";

/** An open quiz and the model that plays in it. */
export async function findOpenQuiz(tx: Transaction, params: { slug: string }) {
  const [row] = await tx
    .select({
      id: quiz.id,
      teamId: quiz.teamId,
      slug: quiz.slug,
      title: quiz.title,
      modelId: quiz.modelId,
      teamSlug: team.slug,
      modelSlug: model.slug,
      modelName: model.name,
      onnxSha256: model.onnxSha256,
    })
    .from(quiz)
    .innerJoin(team, eq(team.id, quiz.teamId))
    .leftJoin(model, eq(model.id, quiz.modelId))
    .where(and(eq(quiz.slug, params.slug), quiz.isOpen));
  return row;
}

export type PlayableItem = { id: QuizItemId; isReal: boolean; isFamous: boolean; seed: string | null };

export function listPlayableItems(tx: Transaction, params: { quizId: QuizId }): Promise<PlayableItem[]> {
  return tx
    .select({
      id: quizItem.id,
      isReal: quizItem.isReal,
      isFamous: quizItem.isFamous,
      seed: sql<string | null>`${quizItem.source} ->> 'seed'`,
    })
    .from(quizItem)
    .where(and(eq(quizItem.quizId, params.quizId), isNull(quizItem.retiredAt)))
    .orderBy(quizItem.id);
}

export function findItems(tx: Transaction, params: { ids: QuizItemId[] }) {
  return tx.select().from(quizItem).where(inArray(quizItem.id, params.ids));
}

/** The items of one round, locked in id order, so that two answers at once never wait for each other in a ring. */
export function lockItems(tx: Transaction, params: { ids: QuizItemId[] }) {
  return tx
    .select()
    .from(quizItem)
    .where(inArray(quizItem.id, params.ids))
    .orderBy(quizItem.id)
    .for("update");
}

export async function findPlayer(tx: Transaction, params: { playerId: string }) {
  const [row] = await tx.select().from(quizPlayer).where(eq(quizPlayer.id, params.playerId));
  return row;
}

export async function lockPlayer(tx: Transaction, params: { playerId: string }) {
  const [row] = await tx.select().from(quizPlayer).where(eq(quizPlayer.id, params.playerId)).for("update");
  return row;
}

export async function findPlayerOfUser(tx: Transaction, params: { userId: UserId }) {
  const [row] = await tx.select().from(quizPlayer).where(eq(quizPlayer.userId, params.userId));
  return row;
}

export async function insertPlayer(tx: Transaction, params: { id: string; userId: UserId | null }) {
  await tx.insert(quizPlayer).values(params).onConflictDoNothing();
}

/** A guest who signs in keeps their rating, unless the person already plays. */
export async function claimPlayer(tx: Transaction, params: { playerId: string; userId: UserId }) {
  await tx
    .update(quizPlayer)
    .set({ userId: params.userId })
    .where(and(eq(quizPlayer.id, params.playerId), isNull(quizPlayer.userId)));
}

export async function updatePlayer(
  tx: Transaction,
  params: { playerId: string; set: Partial<typeof quizPlayer.$inferInsert> },
) {
  await tx.update(quizPlayer).set(params.set).where(eq(quizPlayer.id, params.playerId));
}

export async function insertRound(tx: Transaction, params: typeof quizRound.$inferInsert) {
  const [row] = await tx.insert(quizRound).values(params).returning();
  if (!row) throw new Error("insert returned no row");
  return row;
}

/** The round a player was dealt and has not answered, if it still runs. */
export async function findOpenRound(tx: Transaction, params: { quizId: QuizId; playerId: string }) {
  const [row] = await tx
    .select()
    .from(quizRound)
    .where(
      and(
        eq(quizRound.quizId, params.quizId),
        eq(quizRound.playerId, params.playerId),
        isNull(quizRound.answeredAt),
        gt(quizRound.expiresAt, sql`now() + interval '1 minute'`),
      ),
    )
    .orderBy(desc(quizRound.issuedAt))
    .limit(1);
  return row;
}

/** A round of this player; another player's round does not exist. */
export async function findRound(tx: Transaction, params: { roundId: QuizRoundId; playerId: string }) {
  const [row] = await tx
    .select()
    .from(quizRound)
    .where(and(eq(quizRound.id, params.roundId), eq(quizRound.playerId, params.playerId)));
  return row;
}

export async function lockRound(tx: Transaction, params: { roundId: QuizRoundId; playerId: string }) {
  const [row] = await tx
    .select()
    .from(quizRound)
    .where(and(eq(quizRound.id, params.roundId), eq(quizRound.playerId, params.playerId)))
    .for("update");
  return row;
}

export async function updateRound(
  tx: Transaction,
  params: { roundId: QuizRoundId; set: Partial<typeof quizRound.$inferInsert> },
) {
  await tx.update(quizRound).set(params.set).where(eq(quizRound.id, params.roundId));
}

/** Stores the browser's model answer once: only while the round is open and has none. */
export async function storeModelAnswer(
  tx: Transaction,
  params: { roundId: QuizRoundId; playerId: string; answer: ModelAnswer },
) {
  const stored = await tx
    .update(quizRound)
    .set({ modelAnswer: params.answer })
    .where(
      and(
        eq(quizRound.id, params.roundId),
        eq(quizRound.playerId, params.playerId),
        isNull(quizRound.answeredAt),
        isNull(quizRound.modelAnswer),
        gt(quizRound.expiresAt, sql`now()`),
      ),
    )
    .returning({ id: quizRound.id });
  return stored.length === 1;
}

export async function applyItemChange(tx: Transaction, params: { itemId: QuizItemId; eloChange: number }) {
  await tx
    .update(quizItem)
    .set({ elo: sql`${quizItem.elo} + ${params.eloChange}`, answers: sql`${quizItem.answers} + 1` })
    .where(eq(quizItem.id, params.itemId));
}

export async function countItemReport(tx: Transaction, params: { itemId: QuizItemId }) {
  await tx
    .update(quizItem)
    .set({ reports: sql`${quizItem.reports} + 1` })
    .where(eq(quizItem.id, params.itemId));
}

/** The pictures a player has met in answered rounds, newest first, with how often. */
export async function listMetItems(tx: Transaction, params: { quizId: QuizId; playerId: string }) {
  const rows = await tx
    .select({ key: quizRound.key })
    .from(quizRound)
    .where(
      and(
        eq(quizRound.quizId, params.quizId),
        eq(quizRound.playerId, params.playerId),
        isNotNull(quizRound.answeredAt),
      ),
    )
    .orderBy(desc(quizRound.issuedAt))
    .limit(400);
  return rows.map(({ key }) => key);
}

export function listRounds(tx: Transaction, params: { playerId: string; ids: QuizRoundId[] }) {
  return tx
    .select({
      id: quizRound.id,
      isCorrect: quizRound.isCorrect,
      isModelCorrect: quizRound.isModelCorrect,
      isFamous: quizRound.isFamous,
    })
    .from(quizRound)
    .where(
      and(
        eq(quizRound.playerId, params.playerId),
        inArray(quizRound.id, params.ids),
        isNotNull(quizRound.answeredAt),
      ),
    );
}

/** People's and the model's found pictures over the same answered rounds, crops and famous views apart. */
export function countFound(tx: Transaction, params: { quizId: QuizId }) {
  return tx
    .select({
      isFamous: quizRound.isFamous,
      rounds: count(),
      people: sql<number>`count(*) filter (where ${quizRound.isCorrect})`.mapWith(Number),
      modelRounds: sql<number>`count(${quizRound.isModelCorrect})`.mapWith(Number),
      model: sql<number>`count(*) filter (where ${quizRound.isModelCorrect})`.mapWith(Number),
    })
    .from(quizRound)
    .where(
      and(eq(quizRound.quizId, params.quizId), isNotNull(quizRound.answeredAt), isNull(quizRound.reportedAt)),
    )
    .groupBy(quizRound.isFamous);
}

/** Players who let themselves be named, best first. */
export function listNamedPlayers(tx: Transaction, params: { atLeastRounds: number; limit: number }) {
  return tx
    .select({
      playerId: quizPlayer.id,
      name: user.name,
      elo: quizPlayer.elo,
      rounds: quizPlayer.rounds,
      correct: quizPlayer.correct,
      bestStreak: quizPlayer.bestStreak,
    })
    .from(quizPlayer)
    .innerJoin(user, eq(user.id, quizPlayer.userId))
    .where(
      and(quizPlayer.isListed, isNull(user.disabledAt), sql`${quizPlayer.rounds} >= ${params.atLeastRounds}`),
    )
    .orderBy(desc(quizPlayer.elo), quizPlayer.id)
    .limit(params.limit);
}

/** How many rated players there are and how many of them stand above `elo`. */
export async function rankOf(tx: Transaction, params: { elo: number; atLeastRounds: number }) {
  const [row] = await tx
    .select({
      players: count(),
      above: sql<number>`count(*) filter (where ${quizPlayer.elo} > ${params.elo})`.mapWith(Number),
    })
    .from(quizPlayer)
    .where(sql`${quizPlayer.rounds} >= ${params.atLeastRounds}`);
  return row ?? { players: 0, above: 0 };
}

export function listItemRatings(tx: Transaction, params: { quizId: QuizId }) {
  return tx
    .select({
      id: quizItem.id,
      isReal: quizItem.isReal,
      isFamous: quizItem.isFamous,
      elo: quizItem.elo,
      answers: quizItem.answers,
      source: quizItem.source,
      trustedProbability: quizItem.trustedProbability,
    })
    .from(quizItem)
    .where(and(eq(quizItem.quizId, params.quizId), isNull(quizItem.retiredAt)))
    .orderBy(desc(quizItem.answers), desc(quizItem.elo));
}

/** Drops what nobody will come back for: unanswered rounds past their end, and guests who never answered. */
export async function sweepForgotten(tx: Transaction, params: { before: Date }) {
  await tx.delete(quizRound).where(and(isNull(quizRound.answeredAt), lt(quizRound.expiresAt, params.before)));
  await tx
    .delete(quizPlayer)
    .where(
      and(
        isNull(quizPlayer.userId),
        lt(quizPlayer.createdAt, params.before),
        sql`not exists (select 1 from ${quizRound} where ${quizRound.playerId} = ${quizPlayer.id})`,
      ),
    );
}

/** Finds or makes a quiz under its slug; the model may change. */
export async function upsertQuiz(tx: Transaction, params: typeof quiz.$inferInsert) {
  const [row] = await tx
    .insert(quiz)
    .values(params)
    .onConflictDoUpdate({ target: quiz.slug, set: { title: params.title, modelId: params.modelId ?? null } })
    .returning();
  if (!row) throw new Error("upsert returned no row");
  return row;
}

/** Adds a picture, or brings its story and the model's answer up to date; ratings stay. */
export async function upsertItem(tx: Transaction, params: typeof quizItem.$inferInsert & { teamId: TeamId }) {
  await tx
    .insert(quizItem)
    .values(params)
    .onConflictDoUpdate({
      target: [quizItem.quizId, quizItem.blobSha256],
      set: { source: params.source, trustedProbability: params.trustedProbability ?? null },
    });
}
