import type { Transaction } from "@/db/client";
import { revokeInvites } from "@/db/queries/invite";
import { countOwners, findMemberRole, lockTeam } from "@/db/queries/team";
import { revokeTokensBoundTo } from "@/db/queries/token";
import { inTeam } from "@/db/scope";
import type { UserId } from "@/lib/ids";
import { roleAllows, type TeamRole } from "@/lib/team-role";
import { requireUser, type TeamAccess } from "../../access";
import { AppError } from "../../errors";

/** Runs `work` with a member's present role, alone among changes to this team's members. */
export function inMembership<Result>(
  access: TeamAccess,
  userId: UserId,
  work: (tx: Transaction, current: TeamRole) => Promise<Result>,
): Promise<Result> {
  return inTeam(access.db, access.team.id, async (tx) => {
    await lockTeam(tx, { teamId: access.team.id });
    await requireStillAllowed(tx, access);
    const current = await findMemberRole(tx, { teamId: access.team.id, userId });
    if (!current) throw new AppError("notFound", "team.memberNotFound");
    return work(tx, current);
  });
}

/** While this change waited for its turn, another may have lowered the role of who asks for it. */
async function requireStillAllowed(tx: Transaction, access: TeamAccess): Promise<void> {
  const own = await findMemberRole(tx, { teamId: access.team.id, userId: requireUser(access).id });
  if (!own || !roleAllows(own, access.role)) {
    throw new AppError("forbidden", "team.roleTooLow", {
      args: { needed: access.role, role: own ?? "viewer" },
    });
  }
}

/** Nobody gives, takes or touches a role above their own. */
export function requireNotAbove(access: TeamAccess, role: TeamRole): void {
  if (!roleAllows(access.role, role)) {
    throw new AppError("forbidden", "team.roleAboveOwn", { args: { role, own: access.role } });
  }
}

/** A team is never left without an owner. */
export async function requireAnotherOwner(tx: Transaction, access: TeamAccess): Promise<void> {
  if ((await countOwners(tx, { teamId: access.team.id })) < 2)
    throw new AppError("conflict", "team.lastOwner");
}

/** Who may no longer manage a team leaves no open invitation and no worker token behind. */
export async function endPowersOf(tx: Transaction, access: TeamAccess, userId: UserId): Promise<void> {
  await revokeInvites(tx, { teamId: access.team.id, createdBy: userId });
  await revokeTokensBoundTo(tx, { teamId: access.team.id, userId });
}
