import { z } from "zod";
import {
  ChangeRoleInput,
  CreateInviteInput,
  CreateTeamInput,
  DeleteTeamInput,
  InviteInput,
  InviteSecret,
  MemberInput,
  UpdateTeamInput,
} from "@/lib/protocol/team";
import { acceptInvite, readInvite } from "../services/teams/accept-invite";
import { changeRole } from "../services/teams/change-role";
import { createTeam } from "../services/teams/create-team";
import { deleteTeam } from "../services/teams/delete-team";
import { describeTeam } from "../services/teams/describe-team";
import { handOverTeam } from "../services/teams/hand-over-team";
import { listMembers } from "../services/teams/list-members";
import { createInvite, listInvites, revokeInvite } from "../services/teams/manage-invites";
import { overviewTeam } from "../services/teams/overview-team";
import { leaveTeam, removeMember } from "../services/teams/remove-member";
import { updateTeam } from "../services/teams/update-team";
import { publicProcedure, router, teamProcedure, userProcedure } from "../trpc";

const Secret = z.object({ secret: InviteSecret });

export const teamsRouter = router({
  create: userProcedure.input(CreateTeamInput).mutation(({ ctx, input }) => createTeam(ctx, input)),
  /** The team's name and the asker's role in it; `notFound` for those who may not see it. */
  describe: teamProcedure.query(({ ctx }) => describeTeam(ctx)),
  /** The newest datasets, runs and models, for the team's front page. */
  overview: teamProcedure.query(({ ctx }) => overviewTeam(ctx)),
  update: teamProcedure.input(UpdateTeamInput).mutation(({ ctx, input }) => updateTeam(ctx, input)),
  delete: teamProcedure.input(DeleteTeamInput).mutation(({ ctx, input }) => deleteTeam(ctx, input)),

  members: teamProcedure.query(({ ctx }) => listMembers(ctx)),
  changeRole: teamProcedure.input(ChangeRoleInput).mutation(({ ctx, input }) => changeRole(ctx, input)),
  removeMember: teamProcedure.input(MemberInput).mutation(({ ctx, input }) => removeMember(ctx, input)),
  leave: teamProcedure.mutation(({ ctx }) => leaveTeam(ctx)),
  handOver: teamProcedure.input(MemberInput).mutation(({ ctx, input }) => handOverTeam(ctx, input)),

  invites: teamProcedure.query(({ ctx }) => listInvites(ctx)),
  createInvite: teamProcedure.input(CreateInviteInput).mutation(({ ctx, input }) => createInvite(ctx, input)),
  revokeInvite: teamProcedure.input(InviteInput).mutation(({ ctx, input }) => revokeInvite(ctx, input)),
  /** A mutation, though it only reads: a query would put the secret into an address, and addresses into logs. */
  readInvite: publicProcedure.input(Secret).mutation(({ ctx, input }) => readInvite(ctx, input)),
  acceptInvite: userProcedure.input(Secret).mutation(({ ctx, input }) => acceptInvite(ctx, input)),
});
