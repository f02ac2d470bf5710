import type { UserId } from "@/lib/ids";
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
