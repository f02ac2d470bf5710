import { and, desc, eq, gt, isNull, lt, sql } from "drizzle-orm";
import type { InviteId, TeamId, UserId } from "@/lib/ids";
import type { Transaction } from "../client";
import { invite, team, user } from "../schema/identity";

export async function insertInvite(tx: Transaction, params: typeof invite.$inferInsert) {
  const [row] = await tx
    .insert(invite)
    .values(params)
    .returning({ id: invite.id, expiresAt: invite.expiresAt });
  if (!row) throw new Error("insert returned no row");
  return row;
}

/** A team's invitations, the newest first; spent and revoked ones too. */
export function listInvites(tx: Transaction, params: { teamId: TeamId }) {
  return tx
    .select({
      id: invite.id,
      role: invite.role,
      note: invite.note,
      createdBy: user.name,
      createdAt: invite.createdAt,
      expiresAt: invite.expiresAt,
      maxUses: invite.maxUses,
      uses: invite.uses,
      revokedAt: invite.revokedAt,
    })
    .from(invite)
    .innerJoin(user, eq(user.id, invite.createdBy))
    .where(eq(invite.teamId, params.teamId))
    .orderBy(desc(invite.createdAt))
    .limit(100);
}

/** An invitation to a team that still exists, by the hash of its secret. */
export async function findInvite(tx: Transaction, params: { secretHash: string }) {
  const [row] = await tx
    .select({
      id: invite.id,
      role: invite.role,
      expiresAt: invite.expiresAt,
      maxUses: invite.maxUses,
      uses: invite.uses,
      revokedAt: invite.revokedAt,
      inviter: user.name,
      team: { id: team.id, slug: team.slug, name: team.name },
    })
    .from(invite)
    .innerJoin(team, eq(team.id, invite.teamId))
    .innerJoin(user, eq(user.id, invite.createdBy))
    .where(and(eq(invite.secretHash, params.secretHash), isNull(team.deletedAt)));
  return row;
}

/** Takes one use of an invitation that is still open; false when there is none left, however many ask at once. */
export async function takeInviteUse(tx: Transaction, params: { inviteId: InviteId }): Promise<boolean> {
  const rows = await tx
    .update(invite)
    .set({ uses: sql`${invite.uses} + 1` })
    .where(
      and(
        eq(invite.id, params.inviteId),
        lt(invite.uses, invite.maxUses),
        gt(invite.expiresAt, sql`now()`),
        isNull(invite.revokedAt),
      ),
    )
    .returning({ id: invite.id });
  return rows.length > 0;
}

/** Revokes one invitation of a team; false when the team has no such open one. */
export async function revokeInvite(
  tx: Transaction,
  params: { teamId: TeamId; inviteId: InviteId },
): Promise<boolean> {
  const rows = await tx
    .update(invite)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(invite.id, params.inviteId), eq(invite.teamId, params.teamId), isNull(invite.revokedAt)))
    .returning({ id: invite.id });
  return rows.length > 0;
}

/** Revokes a team's open invitations: all of them, or those that one person made. */
export async function revokeInvites(tx: Transaction, params: { teamId: TeamId; createdBy: UserId | null }) {
  const maker = params.createdBy === null ? undefined : eq(invite.createdBy, params.createdBy);
  await tx
    .update(invite)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(invite.teamId, params.teamId), isNull(invite.revokedAt), maker));
}

/** Removes the invitations a person made, whose account is being deleted. */
export async function deleteInvitesOf(tx: Transaction, params: { userId: UserId }) {
  await tx.delete(invite).where(eq(invite.createdBy, params.userId));
}
