import {
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { ModelId, QuizId, QuizItemId, QuizRoundId, Sha256, TeamId, UserId } from "@/lib/ids";
import type { ModelAnswer, QuizAnswerKey, QuizItemSource } from "@/lib/protocol/quiz";
import { createdAt, moment, primaryId } from "./columns";
import { blob } from "./dataset";
import { team, user } from "./identity";
import { model } from "./model";

export const quiz = pgTable("quiz", {
  id: primaryId<QuizId>(),
  teamId: uuid("team_id")
    .notNull()
    .$type<TeamId>()
    .references(() => team.id, { onDelete: "cascade" }),
  slug: text("slug").notNull().unique(),
  title: text("title").notNull(),
  /** The discriminator that plays against people. */
  modelId: uuid("model_id")
    .$type<ModelId>()
    .references(() => model.id, { onDelete: "set null" }),
  isOpen: boolean("is_open").notNull().default(true),
  createdAt: createdAt(),
});

/** One picture that can be an option. Every item went through the same crop, encoder and quality. */
export const quizItem = pgTable(
  "quiz_item",
  {
    id: primaryId<QuizItemId>(),
    teamId: uuid("team_id").notNull().$type<TeamId>(),
    quizId: uuid("quiz_id")
      .notNull()
      .$type<QuizId>()
      .references(() => quiz.id, { onDelete: "cascade" }),
    isReal: boolean("is_real").notNull(),
    /** The whole famous picture is rated apart from crops that test the eye rather than memory. */
    isFamous: boolean("is_famous").notNull().default(false),
    blobSha256: text("blob_sha256")
      .notNull()
      .$type<Sha256>()
      .references(() => blob.sha256),
    widthPx: integer("width_px").notNull(),
    heightPx: integer("height_px").notNull(),
    source: jsonb("source").notNull().$type<QuizItemSource>(),
    /** A real item: how hard it is to find. A generated one: how well it deceives. */
    elo: doublePrecision("elo").notNull().default(1500),
    /** Calibrating answers of rounds that showed it. */
    answers: integer("answers").notNull().default(0),
    /** The quiz model's P(real) on exactly these bytes, computed by us and not by a player's browser. */
    trustedProbability: doublePrecision("trusted_probability"),
    reports: integer("reports").notNull().default(0),
    retiredAt: moment("retired_at"),
  },
  (table) => [unique().on(table.quizId, table.blobSha256)],
);

/** A person or guest who plays; a guest is known by a signed cookie only. */
export const quizPlayer = pgTable("quiz_player", {
  id: uuid("id").primaryKey(),
  userId: uuid("user_id")
    .$type<UserId>()
    .references(() => user.id, { onDelete: "set null" })
    .unique(),
  elo: doublePrecision("elo").notNull().default(1500),
  rounds: integer("rounds").notNull().default(0),
  correct: integer("correct").notNull().default(0),
  streak: integer("streak").notNull().default(0),
  bestStreak: integer("best_streak").notNull().default(0),
  /** The famous whole picture tests memory: its rounds are counted here and rate nobody. */
  famousRounds: integer("famous_rounds").notNull().default(0),
  famousCorrect: integer("famous_correct").notNull().default(0),
  /** Whether the person lets the board show their name. */
  isListed: boolean("is_listed").notNull().default(false),
  createdAt: createdAt(),
});

/** A round as dealt: option order, key and clock stay on the server until it is answered. */
export const quizRound = pgTable(
  "quiz_round",
  {
    id: primaryId<QuizRoundId>(),
    teamId: uuid("team_id").notNull().$type<TeamId>(),
    quizId: uuid("quiz_id")
      .notNull()
      .$type<QuizId>()
      .references(() => quiz.id, { onDelete: "cascade" }),
    playerId: uuid("player_id")
      .notNull()
      .references(() => quizPlayer.id, { onDelete: "cascade" }),
    key: jsonb("key").notNull().$type<QuizAnswerKey>(),
    isFamous: boolean("is_famous").notNull().default(false),
    issuedAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
    answeredAt: moment("answered_at"),
    answerPosition: integer("answer_position"),
    isCorrect: boolean("is_correct"),
    elapsedMs: integer("elapsed_ms"),
    /** False for answers under 500 ms, repeats and reports: they count for the player, not for an item's rating. */
    isCalibrating: boolean("is_calibrating").notNull().default(true),
    /** What the answer did to the player's rating. */
    eloChange: doublePrecision("elo_change"),
    /** What the player's browser said the model said; kept as it came, never changed. */
    modelAnswer: jsonb("model_answer").$type<ModelAnswer>(),
    /** Whether the model's trusted probabilities choose the real picture; null without a model. */
    isModelCorrect: boolean("is_model_correct"),
    reportedAt: moment("reported_at"),
  },
  (table) => [index().on(table.playerId, table.issuedAt), index().on(table.quizId)],
);
