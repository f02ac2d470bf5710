import { requireRole, type TeamAccess } from "../../access";

/** A team as its pages head it: name, and what the asker may do there; visitors of a public team are not members. */
export function describeTeam(access: TeamAccess) {
  requireRole(access, "viewer");
  return { ...access.team, role: access.role, isMember: access.isMember };
}
