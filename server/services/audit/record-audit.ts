import type { Transaction } from "@/db/client";
import { insertAuditEvent } from "@/db/queries/audit";
import type { TeamId } from "@/lib/ids";
import type { AuditData } from "@/lib/protocol/audit";
import { userIdOf } from "../../access";
import type { Actor } from "../../auth/actor";

export type AuditedAction = `${string}.${string}`;

/**
 * Writes one line of the audit log inside the transaction of what it tells of, so that neither exists without
 * the other: `recordAudit(tx, access, { action: "dataset.created", target: dataset.id, data: { name } })`.
 * `who` is a TeamAccess, or a RequestContext for what concerns the whole server (inside `asSystem`).
 * `data` never holds secrets; `action` is `noun.pastVerb`.
 */
export async function recordAudit(
  tx: Transaction,
  who: { actor: Actor; team?: { id: TeamId } | undefined },
  event: { action: AuditedAction; target?: string | null; data?: AuditData },
): Promise<void> {
  const { actor, team } = who;
  await insertAuditEvent(tx, {
    teamId: team?.id ?? null,
    actorUserId: userIdOf(actor),
    actorTokenId: actor.kind === "token" || actor.kind === "worker" ? actor.tokenId : null,
    action: event.action,
    target: event.target ?? null,
    data: event.data ?? {},
  });
}
