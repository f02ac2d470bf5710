import { router } from "../trpc";
import { agentRouter } from "./agent";
import { annotationsRouter } from "./annotations";
import { auditRouter } from "./audit";
import { boardsRouter } from "./boards";
import { datasetsRouter } from "./datasets";
import { identityRouter } from "./identity";
import { imagesRouter } from "./images";
import { jobsRouter } from "./jobs";
import { labelsRouter } from "./labels";
import { landingRouter } from "./landing";
import { modelsRouter } from "./models";
import { quizRouter } from "./quiz";
import { runsRouter } from "./runs";
import { teamsRouter } from "./teams";
import { tokensRouter } from "./tokens";
import { versionsRouter } from "./versions";
import { workersRouter } from "./workers";

/** Every procedure there is. `server/authorisation.test.ts` fails on one that it does not know. */
export const appRouter = router({
  agent: agentRouter,
  annotations: annotationsRouter,
  audit: auditRouter,
  boards: boardsRouter,
  datasets: datasetsRouter,
  identity: identityRouter,
  images: imagesRouter,
  jobs: jobsRouter,
  labels: labelsRouter,
  models: modelsRouter,
  landing: landingRouter,
  quiz: quizRouter,
  runs: runsRouter,
  teams: teamsRouter,
  tokens: tokensRouter,
  versions: versionsRouter,
  workers: workersRouter,
});

export type AppRouter = typeof appRouter;
