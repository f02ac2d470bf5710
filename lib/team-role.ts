import { z } from "zod";

/** Roles of a team, from the most to the least able. */
export const TEAM_ROLES = ["owner", "maintainer", "reviewer", "annotator", "viewer"] as const;
export const TeamRole = z.enum(TEAM_ROLES);
export type TeamRole = z.infer<typeof TeamRole>;

/** Whether `role` may do what asks for at least `needed`. */
export function roleAllows(role: TeamRole, needed: TeamRole): boolean {
  return TEAM_ROLES.indexOf(role) <= TEAM_ROLES.indexOf(needed);
}
