import type { TeamId, UserId } from "@/lib/ids";
import type { TeamRole } from "@/lib/team-role";
import { and, asc, eq, isNull } from "drizzle-orm";
import type { Transaction } from "../client";
import { membership, team } from "../schema/identity";

/** The teams that a person belongs to, with their role, by name. */
export function listTeamsOfUser(tx: Transaction, params: { userId: UserId }) {
  return tx
    .select({ id: team.id, slug: team.slug, name: team.name, isPublic: team.isPublic, role: membership.role })
    .from(membership)
    .innerJoin(team, eq(team.id, membership.teamId))
    .where(and(eq(membership.userId, params.userId), isNull(team.deletedAt)))
    .orderBy(asc(team.name));
}

/** Makes a team unless its slug is taken (also by a deleted team); undefined then. */
export async function insertTeamIfNew(tx: Transaction, params: { name: string; slug: string; isPublic: boolean }) {
  const [row] = await tx.insert(team).values(params).onConflictDoNothing({ target: team.slug }).returning();
  return row;
}

export async function insertMembership(tx: Transaction, params: { teamId: TeamId; userId: UserId; role: TeamRole }) {
  await tx.insert(membership).values(params);
}
