import { listMembers as readMembers } from "@/db/queries/team";
import { inTeam } from "@/db/scope";
import { roleAllows } from "@/lib/team-role";
import { type TeamAccess, userIdOf } from "../../access";
import { requireMember } from "./require-member";

/** A team's people. Addresses are for those who manage them, and one's own. */
export async function listMembers(access: TeamAccess) {
  requireMember(access);
  const seesAddresses = roleAllows(access.role, "maintainer");
  const me = userIdOf(access.actor);
  const members = await inTeam(access.db, access.team.id, (tx) =>
    readMembers(tx, { teamId: access.team.id }),
  );
  return members.map(({ email, ...member }) => ({
    ...member,
    isMe: member.userId === me,
    email: seesAddresses || member.userId === me ? email : null,
  }));
}
