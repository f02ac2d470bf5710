import { router } from "../trpc";
import { agentRouter } from "./agent";
import { annotationsRouter } from "./annotations";
import { auditRouter } from "./audit";
import { boardsRouter } from "./boards";
import { identityRouter } from "./identity";
import { modelsRouter } from "./models";
import { landingRouter } from "./landing";
import { quizRouter } from "./quiz";
import { runsRouter } from "./runs";
import { teamsRouter } from "./teams";
import { tokensRouter } from "./tokens";
import { workersRouter } from "./workers";

/** Every procedure there is. `server/authorisation.test.ts` fails on one that it does not know. */
export const appRouter = router({
  agent: agentRouter,
  annotations: annotationsRouter,
  audit: auditRouter,
  boards: boardsRouter,
  identity: identityRouter,
  models: modelsRouter,
  landing: landingRouter,
  quiz: quizRouter,
  runs: runsRouter,
  teams: teamsRouter,
  tokens: tokensRouter,
  workers: workersRouter,
});

export type AppRouter = typeof appRouter;
