import { CreateTokenInput, CreateWorkerTokenInput, TokenInput } from "@/lib/protocol/token";
import {
  createPersonalToken,
  createServerWorkerToken,
  createTeamWorkerToken,
} from "../services/tokens/create-token";
import { listMyTokens, listServerWorkerTokens, listTeamWorkerTokens } from "../services/tokens/list-tokens";
import {
  revokeMyToken,
  revokeServerWorkerToken,
  revokeTeamWorkerToken,
} from "../services/tokens/revoke-token";
import { whoAmI } from "../services/tokens/who-am-i";
import { publicProcedure, router, teamProcedure, userProcedure } from "../trpc";

export const tokensRouter = router({
  /** For scripts and workers: who this token is and what it may do. */
  whoAmI: publicProcedure.query(({ ctx }) => whoAmI(ctx)),

  mine: userProcedure.query(({ ctx }) => listMyTokens(ctx)),
  create: userProcedure.input(CreateTokenInput).mutation(({ ctx, input }) => createPersonalToken(ctx, input)),
  revoke: userProcedure.input(TokenInput).mutation(({ ctx, input }) => revokeMyToken(ctx, input)),

  ofTeam: teamProcedure.query(({ ctx }) => listTeamWorkerTokens(ctx)),
  createForTeam: teamProcedure
    .input(CreateWorkerTokenInput)
    .mutation(({ ctx, input }) => createTeamWorkerToken(ctx, input)),
  revokeForTeam: teamProcedure
    .input(TokenInput)
    .mutation(({ ctx, input }) => revokeTeamWorkerToken(ctx, input)),

  ofServer: userProcedure.query(({ ctx }) => listServerWorkerTokens(ctx)),
  createForServer: userProcedure
    .input(CreateWorkerTokenInput)
    .mutation(({ ctx, input }) => createServerWorkerToken(ctx, input)),
  revokeForServer: userProcedure
    .input(TokenInput)
    .mutation(({ ctx, input }) => revokeServerWorkerToken(ctx, input)),
});
