import { router } from "../trpc";
import { identityRouter } from "./identity";
import { quizRouter } from "./quiz";
import { teamsRouter } from "./teams";

/** Every procedure there is. `server/authorisation.test.ts` fails on one that it does not know. */
export const appRouter = router({
  identity: identityRouter,
  quiz: quizRouter,
  teams: teamsRouter,
});

export type AppRouter = typeof appRouter;
