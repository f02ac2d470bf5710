import { updateMemberRole } from "@/db/queries/team";
import type { UserId } from "@/lib/ids";
import { requireUser, type TeamAccess } from "../../access";
import { AppError } from "../../errors";
import { recordAudit } from "../audit/record-audit";
import { inMembership } from "./member-rules";
import { requireSteward } from "./require-member";

/** Makes another member the owner and oneself a maintainer, both or neither. */
export async function handOverTeam(access: TeamAccess, { userId }: { userId: UserId }): Promise<void> {
  requireSteward(access, "owner");
  const me = requireUser(access);
  if (userId === me.id) throw new AppError("invalid", "team.handOverToSelf");
  await inMembership(access, userId, async (tx, current) => {
    await updateMemberRole(tx, { teamId: access.team.id, userId, role: "owner" });
    await updateMemberRole(tx, { teamId: access.team.id, userId: me.id, role: "maintainer" });
    await recordAudit(tx, access, { action: "team.handedOver", target: userId, data: { from: current } });
  });
}
