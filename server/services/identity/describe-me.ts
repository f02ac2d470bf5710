import { listTeamsOfUser } from "@/db/queries/team";
import { asSystem } from "@/db/scope";
import { userOf } from "../../access";
import type { RequestContext } from "../../context";

/** Who is asking: the person (null for guests) and the teams they belong to, by name; for a bound token its team alone. */
export async function describeMe(ctx: RequestContext) {
  const user = userOf(ctx.actor);
  if (!user) return { user: null, teams: [] };
  const teams = await asSystem(ctx.db, (tx) => listTeamsOfUser(tx, { userId: user.id }));
  const boundTo = ctx.actor.kind === "token" ? ctx.actor.boundTeamId : null;
  return { user, teams: teams.filter((team) => boundTo === null || team.id === boundTo) };
}
