import { z } from "zod";
import { UserId } from "@/lib/ids";
import { exportTeamEvents } from "../services/audit/export-events";
import { listServerEvents, listTeamEvents } from "../services/audit/list-events";
import { router, teamProcedure, userProcedure } from "../trpc";

const Filter = z.object({
  noun: z.string().max(40).optional(),
  actorUserId: UserId.optional(),
  /** The page after the event with this id; named as TanStack Query's infinite queries pass it. */
  cursor: z.number().int().positive().nullish(),
});

export const auditRouter = router({
  ofTeam: teamProcedure.input(Filter).query(({ ctx, input }) => listTeamEvents(ctx, filterOf(input))),
  exportOfTeam: teamProcedure.input(Filter).query(({ ctx, input }) => exportTeamEvents(ctx, filterOf(input))),
  ofServer: userProcedure.input(Filter).query(({ ctx, input }) => listServerEvents(ctx, filterOf(input))),
});

function filterOf({ noun, actorUserId, cursor }: z.infer<typeof Filter>) {
  return { noun, actorUserId, beforeId: cursor ?? undefined };
}
