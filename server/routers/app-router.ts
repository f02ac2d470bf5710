import { router } from "../trpc";
import { agentRouter } from "./agent";
import { annotationsRouter } from "./annotations";
import { boardsRouter } from "./boards";
import { identityRouter } from "./identity";
import { modelsRouter } from "./models";
import { quizRouter } from "./quiz";
import { runsRouter } from "./runs";
import { teamsRouter } from "./teams";
import { workersRouter } from "./workers";

/** Every procedure there is. `server/authorisation.test.ts` fails on one that it does not know. */
export const appRouter = router({
  agent: agentRouter,
  annotations: annotationsRouter,
  boards: boardsRouter,
  identity: identityRouter,
  models: modelsRouter,
  quiz: quizRouter,
  runs: runsRouter,
  teams: teamsRouter,
  workers: workersRouter,
});

export type AppRouter = typeof appRouter;
