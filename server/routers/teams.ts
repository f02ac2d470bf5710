import { CreateTeamInput } from "@/lib/protocol/team";
import { createTeam } from "../services/teams/create-team";
import { router, userProcedure } from "../trpc";

export const teamsRouter = router({
  create: userProcedure.input(CreateTeamInput).mutation(({ ctx, input }) => createTeam(ctx, input)),
});
