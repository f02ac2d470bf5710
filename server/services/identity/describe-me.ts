import { listTeamsOfUser } from "@/db/queries/team";
import { asSystem } from "@/db/scope";
import { userOf } from "../../access";
import type { RequestContext } from "../../context";

/** Who is asking: the person (null for guests) and the teams they belong to, by name. */
export async function describeMe(ctx: RequestContext) {
  const user = userOf(ctx.actor);
  if (!user) return { user: null, teams: [] };
  const teams = await asSystem(ctx.db, (tx) => listTeamsOfUser(tx, { userId: user.id }));
  return { user, teams };
}
