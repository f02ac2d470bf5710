import { deleteMembership } from "@/db/queries/team";
import type { UserId } from "@/lib/ids";
import { requireUser, type TeamAccess } from "../../access";
import { AppError } from "../../errors";
import { recordAudit } from "../audit/record-audit";
import { endPowersOf, inMembership, requireAnotherOwner, requireNotAbove } from "./member-rules";
import { requireMember, requireSteward } from "./require-member";

/** Takes a member out of the team. Their work stays; what they could still open, they cannot from now on. */
export async function removeMember(access: TeamAccess, { userId }: { userId: UserId }): Promise<void> {
  requireSteward(access, "maintainer");
  await inMembership(access, userId, async (tx, current) => {
    requireNotAbove(access, current);
    if (current === "owner") await requireAnotherOwner(tx, access);
    await deleteMembership(tx, { teamId: access.team.id, userId });
    await endPowersOf(tx, access, userId);
    await recordAudit(tx, access, { action: "member.removed", target: userId, data: { role: current } });
  });
}

/** Leaves a team; its last owner hands it over or deletes it first. */
export async function leaveTeam(access: TeamAccess): Promise<void> {
  requireMember(access);
  const { id: userId } = requireUser(access);
  if (access.actor.kind === "token") throw new AppError("forbidden", "auth.sessionNeeded");
  await inMembership(access, userId, async (tx, current) => {
    if (current === "owner") await requireAnotherOwner(tx, access);
    await deleteMembership(tx, { teamId: access.team.id, userId });
    await endPowersOf(tx, access, userId);
    await recordAudit(tx, access, { action: "member.left", target: userId, data: { role: current } });
  });
}
