import { updateMemberRole } from "@/db/queries/team";
import type { ChangeRoleInput } from "@/lib/protocol/team";
import { roleAllows } from "@/lib/team-role";
import type { TeamAccess } from "../../access";
import { recordAudit } from "../audit/record-audit";
import { endPowersOf, inMembership, requireAnotherOwner, requireNotAbove } from "./member-rules";
import { requireSteward } from "./require-member";

/** Gives a member another role: never one above one's own, never to somebody above oneself, never the last owner's. */
export async function changeRole(access: TeamAccess, input: ChangeRoleInput): Promise<void> {
  requireSteward(access, "maintainer");
  requireNotAbove(access, input.role);
  await inMembership(access, input.userId, async (tx, current) => {
    requireNotAbove(access, current);
    if (current === input.role) return;
    if (current === "owner") await requireAnotherOwner(tx, access);
    await updateMemberRole(tx, { teamId: access.team.id, ...input });
    if (!roleAllows(input.role, "maintainer")) await endPowersOf(tx, access, input.userId);
    await recordAudit(tx, access, {
      action: "member.roleChanged",
      target: input.userId,
      data: { from: current, to: input.role },
    });
  });
}
