import { UserId } from "@/lib/ids";
import { z } from "zod";
import { exportTeamEvents } from "../services/audit/export-events";
import { listServerEvents, listTeamEvents } from "../services/audit/list-events";
import { router, teamProcedure, userProcedure } from "../trpc";

const Filter = z.object({
  noun: z.string().max(40).optional(),
  actorUserId: UserId.optional(),
  beforeId: z.number().int().positive().optional(),
});

export const auditRouter = router({
  ofTeam: teamProcedure.input(Filter).query(({ ctx, input }) => listTeamEvents(ctx, input)),
  exportOfTeam: teamProcedure.input(Filter).query(({ ctx, input }) => exportTeamEvents(ctx, input)),
  ofServer: userProcedure.input(Filter).query(({ ctx, input }) => listServerEvents(ctx, input)),
});
