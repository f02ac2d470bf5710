import { CreateTeamInput } from "@/lib/protocol/team";
import { createTeam } from "../services/teams/create-team";
import { describeTeam } from "../services/teams/describe-team";
import { overviewTeam } from "../services/teams/overview-team";
import { router, teamProcedure, userProcedure } from "../trpc";

export const teamsRouter = router({
  /** The team's name and the asker's role in it; `notFound` for those who may not see it. */
  describe: teamProcedure.query(({ ctx }) => describeTeam(ctx)),
  /** The newest datasets, runs and models, for the team's front page. */
  overview: teamProcedure.query(({ ctx }) => overviewTeam(ctx)),
  create: userProcedure.input(CreateTeamInput).mutation(({ ctx, input }) => createTeam(ctx, input)),
});
