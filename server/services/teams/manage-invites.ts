import {
  insertInvite,
  listInvites as readInvites,
  revokeInvite as writeRevocation,
} from "@/db/queries/invite";
import { inTeam } from "@/db/scope";
import type { InviteId } from "@/lib/ids";
import type { CreateInviteInput } from "@/lib/protocol/team";
import { requireUser, type TeamAccess } from "../../access";
import { hashSecret, makeSecret } from "../../auth/secret-hash";
import { AppError } from "../../errors";
import { recordAudit } from "../audit/record-audit";
import { inviteState } from "./invite-state";
import { requireNotAbove } from "./member-rules";
import { requireSteward } from "./require-member";

const DAY_MS = 24 * 3600 * 1000;

/** Makes an invitation and returns its secret, this once: only its hash is kept. */
export async function createInvite(access: TeamAccess, input: CreateInviteInput) {
  requireSteward(access, "maintainer");
  requireNotAbove(access, input.role);
  const { id: createdBy } = requireUser(access);
  const { role, days, maxUses, note } = input;
  const secret = makeSecret("atl_inv");
  const expiresAt = new Date(Date.now() + days * DAY_MS);
  return inTeam(access.db, access.team.id, async (tx) => {
    const row = { teamId: access.team.id, role, maxUses, expiresAt, createdBy, note: note || null };
    const { id } = await insertInvite(tx, { ...row, secretHash: hashSecret(secret) });
    await recordAudit(tx, access, { action: "invite.created", target: id, data: { role, maxUses, days } });
    return { id, secret, expiresAt };
  });
}

/** A team's invitations with their state; never their secrets. */
export async function listInvites(access: TeamAccess) {
  requireSteward(access, "maintainer");
  const rows = await inTeam(access.db, access.team.id, (tx) => readInvites(tx, { teamId: access.team.id }));
  return rows.map(({ revokedAt, ...row }) => ({ ...row, state: inviteState({ ...row, revokedAt }) }));
}

/** Ends an invitation; who joined by it stays. */
export async function revokeInvite(access: TeamAccess, { inviteId }: { inviteId: InviteId }): Promise<void> {
  requireSteward(access, "maintainer");
  await inTeam(access.db, access.team.id, async (tx) => {
    const revoked = await writeRevocation(tx, { teamId: access.team.id, inviteId });
    if (!revoked) throw new AppError("notFound", "team.inviteNotFound");
    await recordAudit(tx, access, { action: "invite.revoked", target: inviteId });
  });
}
