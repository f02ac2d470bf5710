import type { InviteState } from "@/lib/protocol/team";

/** Whether an invitation still lets people in, and if not, why. */
export function inviteState(invite: {
  revokedAt: Date | null;
  expiresAt: Date;
  uses: number;
  maxUses: number;
}): InviteState {
  if (invite.revokedAt !== null) return "revoked";
  if (invite.expiresAt.getTime() <= Date.now()) return "expired";
  return invite.uses >= invite.maxUses ? "used" : "open";
}
