import { and, asc, count, desc, eq, isNull, sql } from "drizzle-orm";
import type { TeamId, UserId } from "@/lib/ids";
import type { TeamRole } from "@/lib/team-role";
import type { Transaction } from "../client";
import { membership, team, user } from "../schema/identity";

/** The teams that a person belongs to, with their role, by name. */
export function listTeamsOfUser(tx: Transaction, params: { userId: UserId }) {
  return tx
    .select({ id: team.id, slug: team.slug, name: team.name, isPublic: team.isPublic, role: membership.role })
    .from(membership)
    .innerJoin(team, eq(team.id, membership.teamId))
    .where(and(eq(membership.userId, params.userId), isNull(team.deletedAt)))
    .orderBy(asc(team.name));
}

/** Makes a team unless its slug is taken; undefined then. */
export async function insertTeamIfNew(
  tx: Transaction,
  params: { name: string; slug: string; isPublic: boolean },
) {
  const [row] = await tx.insert(team).values(params).onConflictDoNothing({ target: team.slug }).returning();
  return row;
}

export async function updateTeam(
  tx: Transaction,
  params: { teamId: TeamId; set: { name?: string; isPublic?: boolean } },
) {
  await tx.update(team).set(params.set).where(eq(team.id, params.teamId));
}

/** Hides a team for good and sets its slug free. */
export async function deleteTeam(tx: Transaction, params: { teamId: TeamId }) {
  await tx
    .update(team)
    .set({ deletedAt: sql`now()`, slug: `deleted-${params.teamId}` })
    .where(eq(team.id, params.teamId));
}

/** Makes changes to one team's members take turns, until the transaction ends. */
export async function lockTeam(tx: Transaction, params: { teamId: TeamId }) {
  await tx.select({ id: team.id }).from(team).where(eq(team.id, params.teamId)).for("update");
}

export async function insertMembership(
  tx: Transaction,
  params: { teamId: TeamId; userId: UserId; role: TeamRole },
) {
  const rows = await tx
    .insert(membership)
    .values(params)
    .onConflictDoNothing()
    .returning({ userId: membership.userId });
  return rows.length > 0;
}

export async function findMemberRole(tx: Transaction, params: { teamId: TeamId; userId: UserId }) {
  const [row] = await tx.select({ role: membership.role }).from(membership).where(isMember(params));
  return row?.role;
}

export async function updateMemberRole(
  tx: Transaction,
  params: { teamId: TeamId; userId: UserId; role: TeamRole },
) {
  await tx.update(membership).set({ role: params.role }).where(isMember(params));
}

export async function deleteMembership(tx: Transaction, params: { teamId: TeamId; userId: UserId }) {
  await tx.delete(membership).where(isMember(params));
}

export async function countOwners(tx: Transaction, params: { teamId: TeamId }): Promise<number> {
  const [row] = await tx
    .select({ owners: count() })
    .from(membership)
    .where(and(eq(membership.teamId, params.teamId), eq(membership.role, "owner")));
  return row?.owners ?? 0;
}

/** A team's members, owners first, then by name. */
export function listMembers(tx: Transaction, params: { teamId: TeamId }) {
  return tx
    .select({
      userId: user.id,
      name: user.name,
      email: user.email,
      role: membership.role,
      joinedAt: membership.createdAt,
    })
    .from(membership)
    .innerJoin(user, eq(user.id, membership.userId))
    .where(eq(membership.teamId, params.teamId))
    .orderBy(
      sql`array_position(array['owner','maintainer','reviewer','annotator','viewer'], ${membership.role})`,
      asc(user.name),
    );
}

/** The teams that would be left without an owner if this person went. */
export function listTeamsOwnedAlone(tx: Transaction, params: { userId: UserId }) {
  const owners = tx
    .select({ teamId: membership.teamId, owners: count().as("owners") })
    .from(membership)
    .where(eq(membership.role, "owner"))
    .groupBy(membership.teamId)
    .as("owners_of");
  return tx
    .select({ slug: team.slug, name: team.name })
    .from(membership)
    .innerJoin(team, eq(team.id, membership.teamId))
    .innerJoin(owners, eq(owners.teamId, membership.teamId))
    .where(
      and(
        eq(membership.userId, params.userId),
        eq(membership.role, "owner"),
        eq(owners.owners, 1),
        isNull(team.deletedAt),
      ),
    );
}

/** Every team on the server, the newest first, with its number of members. */
export function listAllTeams(tx: Transaction) {
  return tx
    .select({
      id: team.id,
      slug: team.slug,
      name: team.name,
      isPublic: team.isPublic,
      createdAt: team.createdAt,
      members: count(membership.userId),
    })
    .from(team)
    .leftJoin(membership, eq(membership.teamId, team.id))
    .where(isNull(team.deletedAt))
    .groupBy(team.id)
    .orderBy(desc(team.createdAt))
    .limit(500);
}

function isMember(params: { teamId: TeamId; userId: UserId }) {
  return and(eq(membership.teamId, params.teamId), eq(membership.userId, params.userId));
}
