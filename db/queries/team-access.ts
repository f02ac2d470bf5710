import { and, eq, isNull } from "drizzle-orm";
import type { UserId } from "@/lib/ids";
import type { Transaction } from "../client";
import { membership, team } from "../schema/identity";

/** A team by slug with the role that one person holds in it; role null for anybody else. */
export async function findTeamForActor(tx: Transaction, params: { slug: string; userId: UserId | null }) {
  const [found] = await tx
    .select({ id: team.id, name: team.name, isPublic: team.isPublic })
    .from(team)
    .where(and(eq(team.slug, params.slug), isNull(team.deletedAt)));
  if (!found) return undefined;
  if (params.userId === null) return { ...found, role: null };
  const [member] = await tx
    .select({ role: membership.role })
    .from(membership)
    .where(and(eq(membership.teamId, found.id), eq(membership.userId, params.userId)));
  return { ...found, role: member?.role ?? null };
}
