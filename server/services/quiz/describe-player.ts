import type { quizPlayer } from "@/db/schema/quiz";
import { PROVISIONAL_ANSWERS } from "@/lib/quiz/elo";

/** What a player sees of themselves. */
export function describePlayer(player: typeof quizPlayer.$inferSelect) {
  const { rounds, correct, streak, bestStreak, famousRounds, famousCorrect, isListed } = player;
  return {
    elo: Math.round(player.elo),
    isProvisional: rounds < PROVISIONAL_ANSWERS,
    isGuest: player.userId === null,
    rounds,
    correct,
    streak,
    bestStreak,
    famousRounds,
    famousCorrect,
    isListed,
  };
}
