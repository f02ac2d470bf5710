import { z } from "zod";
import { AnswerInput, DealInput, ModelAnswerInput, ReportInput, ShareInput } from "@/lib/protocol/quiz";
import { answerRound } from "../services/quiz/answer-round";
import { dealRound } from "../services/quiz/deal-round";
import { isQuizOpen } from "../services/quiz/is-quiz-open";
import { listMe } from "../services/quiz/list-me";
import { readBoard } from "../services/quiz/read-board";
import { reportItem } from "../services/quiz/report-item";
import { reportModelAnswer } from "../services/quiz/report-model-answer";
import { readSharedScore, shareScore } from "../services/quiz/share-score";
import { publicProcedure, router, userProcedure } from "../trpc";

export const quizRouter = router({
  isOpen: publicProcedure.input(DealInput).query(({ ctx, input }) => isQuizOpen(ctx, input)),
  /** Four options, one of them real; guests get their player cookie here. */
  deal: publicProcedure.input(DealInput).mutation(({ ctx, input }) => dealRound(ctx, input)),
  /** Answers a round once and reveals it; a repeat hears the same. */
  answer: publicProcedure.input(AnswerInput).mutation(({ ctx, input }) => answerRound(ctx, input)),
  /** What the model said in the player's browser, before the reveal. */
  reportModelAnswer: publicProcedure
    .input(ModelAnswerInput)
    .mutation(({ ctx, input }) => reportModelAnswer(ctx, input)),
  /** Something is wrong with a picture of an answered round. */
  report: publicProcedure.input(ReportInput).mutation(({ ctx, input }) => reportItem(ctx, input)),
  board: publicProcedure.input(DealInput).query(({ ctx, input }) => readBoard(ctx, input)),
  /** A signed link to the score of up to ten rounds of one's own. */
  share: publicProcedure.input(ShareInput).mutation(({ ctx, input }) => shareScore(ctx, input)),
  /** The score behind a share link; null for one that is not ours. */
  sharedScore: publicProcedure
    .input(z.object({ token: z.string().max(2000) }))
    .query(({ input }) => readSharedScore(input.token)),
  listMe: userProcedure
    .input(z.object({ isListed: z.boolean() }))
    .mutation(({ ctx, input }) => listMe(ctx, input)),
});
