import { randomUUID } from "node:crypto";
import { eq, inArray, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { insertBlob } from "@/db/queries/blob";
import { upsertItem, upsertQuiz } from "@/db/queries/quiz";
import { quizItem, quizPlayer, quizRound } from "@/db/schema/quiz";
import { asSystem } from "@/db/scope";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { QuizRoundId } from "@/lib/ids";
import type { Actor } from "@/server/auth/actor";
import type { RequestContext } from "@/server/context";
import { makeTeam, makeUser, testContext } from "@/server/testing";
import { answerRound } from "./answer-round";
import { dealRound } from "./deal-round";
import { isQuizOpen } from "./is-quiz-open";
import { listMe } from "./list-me";
import { readBoard } from "./read-board";
import { findMetPicture, findOptionPicture } from "./read-picture";
import { reportItem } from "./report-item";
import { reportModelAnswer } from "./report-model-answer";
import { readSharedScore, shareScore } from "./share-score";

let database: TestDatabase;
let db: Database;
let slug: string;

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= "quiz-test-secret-of-more-than-thirty-two-characters";
  database = await createTestDatabase();
  process.env.DATABASE_URL ??= database.url;
  db = database.db;
});
afterAll(() => database.drop());
beforeEach(async () => {
  slug = await makeQuiz({ real: 3, fake: 9 });
});

type Quiz = { real: number; fake: number };

/** A quiz whose pictures are their own names; the model finds the even real ones. */
async function makeQuiz({ real, fake }: Quiz): Promise<string> {
  const { user } = await makeUser(db);
  const team = await makeTeam(db, { owner: user.id, isPublic: true });
  const name = `quiz-${randomUUID().slice(0, 8)}`;
  const ctx = await testContext(db);
  await asSystem(db, async (tx) => {
    const quiz = await upsertQuiz(tx, { teamId: team.id, slug: name, title: name });
    for (let index = 0; index < real + fake; index++) {
      const isReal = index < real;
      const blob = await ctx.blobs.put(Buffer.from(`${name} picture ${index}`));
      await insertBlob(tx, { ...blob, mime: "image/jpeg" });
      await upsertItem(tx, {
        teamId: team.id,
        quizId: quiz.id,
        isReal,
        blobSha256: blob.sha256,
        widthPx: 256,
        heightPx: 256,
        trustedProbability: isReal ? (index % 2 === 0 ? 0.9 : 0.1) : 0.2,
        source: {
          kind: isReal ? "painting" : "generated",
          title: "t",
          maker: "m",
          year: null,
          credit: "c",
          family: null,
          seed: isReal ? null : `scene-${index}`,
          window: { left: 0, top: 0, side: 10 },
        },
      });
    }
  });
  return name;
}

/** A browser: keeps the cookie that the server sets. */
async function browser(actor: Actor = { kind: "anonymous" }) {
  const ctx = await testContext(db, actor);
  return async function ask<Result>(work: (request: RequestContext) => Promise<Result>): Promise<Result> {
    const responseHeaders = new Headers();
    const result = await work({ ...ctx, responseHeaders });
    const cookie = responseHeaders.get("set-cookie")?.split(";")[0];
    if (cookie) ctx.headers.set("cookie", cookie);
    return result;
  };
}

async function keyOf(round: QuizRoundId) {
  const [row] = await asSystem(db, (tx) => tx.select().from(quizRound).where(eq(quizRound.id, round)));
  if (!row) throw new Error("no such round");
  return row;
}

/** Makes a round old enough that a person could have looked at it. */
async function ponder(round: QuizRoundId) {
  await asSystem(db, (tx) =>
    tx.update(quizRound).set({ issuedAt: sql`now() - interval '4 seconds'` }).where(eq(quizRound.id, round)),
  );
}

describe("dealing", () => {
  it("shows four addresses and nothing that tells them apart", async () => {
    const ask = await browser();
    const dealt = await ask((ctx) => dealRound(ctx, { quiz: slug }));
    const key = await keyOf(dealt.round);
    const text = JSON.stringify(dealt);
    for (const { itemId } of key.key.options) expect(text).not.toContain(itemId);
    expect(text).not.toMatch(/real|sha|seed|painting|generated/i);
    expect(new Set(dealt.options.map((option) => option.url.length)).size).toBe(1);
  });

  it("has exactly one real picture, at every place in the long run", async () => {
    const places = new Set<number>();
    for (let index = 0; index < 40; index++) {
      const ask = await browser();
      const { round } = await ask((ctx) => dealRound(ctx, { quiz: slug }));
      const { key } = await keyOf(round);
      const rows = await asSystem(db, (tx) => tx.select().from(quizItem));
      const real = key.options.map((option) => rows.find((row) => row.id === option.itemId)?.isReal);
      expect(real.filter(Boolean)).toHaveLength(1);
      expect(real.indexOf(true)).toBe(key.realPosition);
      places.add(key.realPosition);
    }
    expect(places.size).toBe(4);
  });

  it("deals a waiting round again, so that a hard one does not go away", async () => {
    const ask = await browser();
    const first = await ask((ctx) => dealRound(ctx, { quiz: slug }));
    const second = await ask((ctx) => dealRound(ctx, { quiz: slug }));
    expect(second.round).toBe(first.round);
    expect(second.options).toEqual(first.options);
  });

  it("refuses an unknown quiz and one with too few pictures", async () => {
    const ask = await browser();
    await expect(ask((ctx) => dealRound(ctx, { quiz: "nowhere" }))).rejects.toMatchObject({
      reason: "quiz.notFound",
    });
    expect(await ask((ctx) => isQuizOpen(ctx, { quiz: "nowhere" }))).toBe(false);
    expect(await ask((ctx) => isQuizOpen(ctx, { quiz: slug }))).toBe(true);
    const small = await makeQuiz({ real: 1, fake: 2 });
    await expect(ask((ctx) => dealRound(ctx, { quiz: small }))).rejects.toMatchObject({
      reason: "quiz.tooFewPictures",
    });
  });
});

describe("answering", () => {
  it("reveals the truth, rates player and pictures, and counts people and model over the same rounds", async () => {
    const ask = await browser();
    const { round } = await ask((ctx) => dealRound(ctx, { quiz: slug }));
    await ponder(round);
    const { key } = await keyOf(round);
    const reveal = await ask((ctx) => answerRound(ctx, { round, position: key.realPosition }));
    expect(reveal).toMatchObject({ isCorrect: true, realPosition: key.realPosition, isRated: true });
    expect(reveal.player).toMatchObject({ rounds: 1, correct: 1, streak: 1, isProvisional: true, elo: 1530 });
    expect(reveal.standings.people).toMatchObject({ correct: 1, rounds: 1 });
    expect(reveal.standings.model?.rounds).toBe(1);
    const rated = await asSystem(db, (tx) =>
      tx
        .select()
        .from(quizItem)
        .where(
          inArray(
            quizItem.id,
            key.options.slice(key.realPosition, key.realPosition + 1).map((option) => option.itemId),
          ),
        ),
    );
    expect(rated[0]?.answers).toBe(1);
    expect(rated[0]?.elo).toBeLessThan(1500);
  });

  it("says the same to a repeat, whatever it asks for, and counts once", async () => {
    const ask = await browser();
    const { round } = await ask((ctx) => dealRound(ctx, { quiz: slug }));
    const first = await ask((ctx) => answerRound(ctx, { round, position: 0 }));
    const again = await ask((ctx) => answerRound(ctx, { round, position: 3 }));
    expect(again).toEqual(first);
    expect(again.player.rounds).toBe(1);
  });

  it("counts once when two answers come at the same time", async () => {
    const ask = await browser();
    const { round } = await ask((ctx) => dealRound(ctx, { quiz: slug }));
    const both = await Promise.all(
      [1, 2].map((position) => ask((ctx) => answerRound(ctx, { round, position }))),
    );
    expect(both[0]?.position).toBe(both[1]?.position);
    expect(both[0]?.player.rounds).toBe(1);
  });

  it("does not let an answer of under half a second rate anything", async () => {
    const ask = await browser();
    const { round } = await ask((ctx) => dealRound(ctx, { quiz: slug }));
    const reveal = await ask((ctx) => answerRound(ctx, { round, position: 0 }));
    const row = await keyOf(round);
    expect(reveal.eloChange).toBe(0);
    expect(row.isCalibrating).toBe(false);
  });

  it("refuses another player's round, a made-up one and one that has expired", async () => {
    const ask = await browser();
    const other = await browser();
    const { round } = await ask((ctx) => dealRound(ctx, { quiz: slug }));
    await other((ctx) => dealRound(ctx, { quiz: slug }));
    await expect(other((ctx) => answerRound(ctx, { round, position: 0 }))).rejects.toMatchObject({
      reason: "quiz.roundNotFound",
    });
    const madeUp = QuizRoundId.parse(randomUUID());
    await expect(ask((ctx) => answerRound(ctx, { round: madeUp, position: 0 }))).rejects.toMatchObject({
      reason: "quiz.roundNotFound",
    });
    await asSystem(db, (tx) =>
      tx
        .update(quizRound)
        .set({ expiresAt: sql`now() - interval '1 second'` })
        .where(eq(quizRound.id, round)),
    );
    await expect(ask((ctx) => answerRound(ctx, { round, position: 0 }))).rejects.toMatchObject({
      reason: "quiz.roundExpired",
    });
    expect((await keyOf(round)).answeredAt).toBeNull();
  });

  it("does not take a cookie that was tampered with", async () => {
    const ask = await browser();
    const { round } = await ask((ctx) => dealRound(ctx, { quiz: slug }));
    const ctx = await testContext(db);
    const { playerId } = await keyOf(round);
    ctx.headers.set("cookie", `atelier_player=${playerId}.AAAA`);
    await expect(answerRound(ctx, { round, position: 0 })).rejects.toMatchObject({
      reason: "quiz.roundNotFound",
    });
  });
});

describe("the model's answer", () => {
  const said = { modelSha256: "a".repeat(64), probabilities: [0.1, 0.7, 0.2, 0.1], tier: "wasm-single" };

  it("is kept once, before the reveal, and never changed", async () => {
    const ask = await browser();
    const { round } = await ask((ctx) => dealRound(ctx, { quiz: slug }));
    expect(await ask((ctx) => reportModelAnswer(ctx, { round, answer: said }))).toEqual({ stored: true });
    const other = { ...said, probabilities: [1, 0, 0, 0] };
    expect(await ask((ctx) => reportModelAnswer(ctx, { round, answer: other }))).toEqual({ stored: false });
    const reveal = await ask((ctx) => answerRound(ctx, { round, position: 0 }));
    expect(reveal.model.browser).toMatchObject({ position: 1, probabilities: said.probabilities });
    expect(reveal.model.difference).toBeGreaterThan(0);
  });

  it("is refused after the reveal", async () => {
    const ask = await browser();
    const { round } = await ask((ctx) => dealRound(ctx, { quiz: slug }));
    await ask((ctx) => answerRound(ctx, { round, position: 0 }));
    await expect(ask((ctx) => reportModelAnswer(ctx, { round, answer: said }))).rejects.toMatchObject({
      reason: "quiz.modelTooLate",
    });
  });

  it("does not decide the board: our own probabilities do", async () => {
    const ask = await browser();
    const { round } = await ask((ctx) => dealRound(ctx, { quiz: slug }));
    const { key } = await keyOf(round);
    const lie = [0, 1, 2, 3].map((position) => (position === key.realPosition ? 0 : 1));
    await ask((ctx) => reportModelAnswer(ctx, { round, answer: { ...said, probabilities: lie } }));
    await ask((ctx) => answerRound(ctx, { round, position: 0 }));
    const items = await asSystem(db, (tx) => tx.select().from(quizItem));
    const real = items.find((item) => item.id === key.options[key.realPosition]?.itemId);
    expect((await keyOf(round)).isModelCorrect).toBe((real?.trustedProbability ?? 0) > 0.5);
  });
});

describe("pictures", () => {
  it("come only to the player they were dealt to, by their one-time name", async () => {
    const ask = await browser();
    const other = await browser();
    const dealt = await ask((ctx) => dealRound(ctx, { quiz: slug }));
    await other((ctx) => dealRound(ctx, { quiz: slug }));
    const nonce = dealt.options[0]?.url.split("/").at(-1) ?? "";
    await expect(ask((ctx) => findOptionPicture(ctx, { roundId: dealt.round, nonce }))).resolves.toMatch(
      /^[0-9a-f]{64}$/,
    );
    await expect(
      other((ctx) => findOptionPicture(ctx, { roundId: dealt.round, nonce })),
    ).rejects.toMatchObject({ code: "notFound" });
    await expect(
      ask((ctx) => findOptionPicture(ctx, { roundId: dealt.round, nonce: "guess" })),
    ).rejects.toMatchObject({ code: "notFound" });
  });

  it("stay covered on the board until the round with them is answered", async () => {
    const ask = await browser();
    const { round } = await ask((ctx) => dealRound(ctx, { quiz: slug }));
    const { key } = await keyOf(round);
    const itemId = key.options[0]?.itemId;
    if (!itemId) throw new Error("no option");
    await expect(ask((ctx) => findMetPicture(ctx, { itemId }))).rejects.toMatchObject({ code: "notFound" });
    expect((await ask((ctx) => readBoard(ctx, { quiz: slug }))).pictures.met).toHaveLength(0);
    await ask((ctx) => answerRound(ctx, { round, position: 0 }));
    await expect(ask((ctx) => findMetPicture(ctx, { itemId }))).resolves.toMatch(/^[0-9a-f]{64}$/);
    const board = await ask((ctx) => readBoard(ctx, { quiz: slug }));
    expect(board.pictures).toMatchObject({ total: 12, notMet: 8 });
    expect(board.pictures.met.map((picture) => picture.url)).toContain(`/api/quiz/items/${itemId}`);
  });
});

describe("reporting a picture", () => {
  it("takes the round out of the count, once, and only after the answer", async () => {
    const ask = await browser();
    const { round } = await ask((ctx) => dealRound(ctx, { quiz: slug }));
    await expect(ask((ctx) => reportItem(ctx, { round, position: 1 }))).rejects.toMatchObject({
      reason: "quiz.answerFirst",
    });
    await ask((ctx) => answerRound(ctx, { round, position: 0 }));
    expect(await ask((ctx) => reportItem(ctx, { round, position: 1 }))).toEqual({ reported: true });
    expect(await ask((ctx) => reportItem(ctx, { round, position: 2 }))).toEqual({ reported: false });
    expect((await ask((ctx) => readBoard(ctx, { quiz: slug }))).standings.people).toBeNull();
  });
});

describe("sharing", () => {
  it("carries the score under our signature and refuses any other", async () => {
    const ask = await browser();
    const { round } = await ask((ctx) => dealRound(ctx, { quiz: slug }));
    await ask((ctx) => answerRound(ctx, { round, position: 0 }));
    const { path, score } = await ask((ctx) => shareScore(ctx, { rounds: [round] }));
    const token = path.split("/").at(-1) ?? "";
    expect(readSharedScore(token)).toEqual(score);
    const forged = `${Buffer.from(JSON.stringify({ ...score, correct: 10 })).toString("base64url")}.${token.split(".")[1]}`;
    expect(readSharedScore(forged)).toBeNull();
    expect(readSharedScore("nonsense")).toBeNull();
    expect(JSON.stringify(score)).not.toContain(round);
  });

  it("shares nobody else's rounds", async () => {
    const ask = await browser();
    const other = await browser();
    const { round } = await ask((ctx) => dealRound(ctx, { quiz: slug }));
    await ask((ctx) => answerRound(ctx, { round, position: 0 }));
    await other((ctx) => dealRound(ctx, { quiz: slug }));
    await expect(other((ctx) => shareScore(ctx, { rounds: [round] }))).rejects.toMatchObject({
      code: "notFound",
    });
  });
});

describe("players", () => {
  it("keep what they played as guests when they sign in, and are named only when they ask to be", async () => {
    const guest = await testContext(db);
    const dealt = await dealRound(guest, { quiz: slug });
    const cookie = guest.responseHeaders.get("set-cookie")?.split(";")[0] ?? "";
    expect(guest.responseHeaders.get("set-cookie")).toMatch(/HttpOnly; SameSite=Lax/);
    guest.headers.set("cookie", cookie);
    await answerRound(guest, { round: dealt.round, position: 0 });
    const { actor, user } = await makeUser(db, "Vincent");
    const signedIn = { ...guest, actor };
    await dealRound(signedIn, { quiz: slug });
    const [player] = await db.select().from(quizPlayer).where(eq(quizPlayer.userId, user.id));
    expect(player?.rounds).toBe(1);
    await db.update(quizPlayer).set({ rounds: 12 }).where(eq(quizPlayer.userId, user.id));
    expect((await readBoard(signedIn, { quiz: slug })).named.some((row) => row.isYou)).toBe(false);
    await listMe(signedIn, { isListed: true });
    expect((await readBoard(signedIn, { quiz: slug })).named.find((row) => row.isYou)).toMatchObject({
      name: "Vincent",
    });
  });

  it("do not inherit a browser's guest once it belongs to somebody", async () => {
    const first = await makeUser(db, "First");
    const second = await makeUser(db, "Second");
    const guest = await testContext(db);
    await dealRound(guest, { quiz: slug });
    guest.headers.set("cookie", guest.responseHeaders.get("set-cookie")?.split(";")[0] ?? "");
    await dealRound({ ...guest, actor: first.actor }, { quiz: slug });
    await dealRound({ ...guest, actor: second.actor }, { quiz: slug });
    const players = await db.select().from(quizPlayer);
    const owned = players.filter(
      (player) => player.userId === first.user.id || player.userId === second.user.id,
    );
    expect(owned).toHaveLength(2);
  });

  it("who are guests cannot put a name on the board", async () => {
    const ask = await browser();
    await expect(ask((ctx) => listMe(ctx, { isListed: true }))).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });
});
