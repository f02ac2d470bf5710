import { and, desc, eq, isNull, like, lt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { TeamId, UserId } from "@/lib/ids";
import type { Transaction } from "../client";
import { auditEvent, token, user } from "../schema/identity";

export async function insertAuditEvent(
  tx: Transaction,
  params: Omit<typeof auditEvent.$inferInsert, "id" | "createdAt">,
) {
  await tx.insert(auditEvent).values(params);
}

export type AuditFilter = {
  /** Only actions on this noun ("team", "dataset"), or all when undefined. */
  noun?: string | undefined;
  actorUserId?: UserId | undefined;
  /** Only events older than this id. */
  beforeId?: number | undefined;
};

/** Events of one team, or with `teamId: null` of the server itself, the newest first. */
export function listAuditEvents(
  tx: Transaction,
  params: { teamId: TeamId | null; filter: AuditFilter; limit: number },
) {
  const { teamId, filter, limit } = params;
  const targetUser = alias(user, "target_user");
  return tx
    .select({
      id: auditEvent.id,
      at: auditEvent.createdAt,
      action: auditEvent.action,
      target: auditEvent.target,
      data: auditEvent.data,
      actor: user.name,
      actorUserId: auditEvent.actorUserId,
      token: token.name,
      /** The person that the event is about, where it is about one who is still here. */
      targetUser: targetUser.name,
    })
    .from(auditEvent)
    .leftJoin(user, eq(user.id, auditEvent.actorUserId))
    .leftJoin(token, eq(token.id, auditEvent.actorTokenId))
    .leftJoin(targetUser, eq(sql`${targetUser.id}::text`, auditEvent.target))
    .where(
      and(
        teamId === null ? isNull(auditEvent.teamId) : eq(auditEvent.teamId, teamId),
        filter.noun ? like(auditEvent.action, `${escapeLike(filter.noun)}.%`) : undefined,
        filter.actorUserId ? eq(auditEvent.actorUserId, filter.actorUserId) : undefined,
        filter.beforeId ? lt(auditEvent.id, filter.beforeId) : undefined,
      ),
    )
    .orderBy(desc(auditEvent.id))
    .limit(limit);
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
