"use client";

import { useTranslations } from "next-intl";
import { roleAllows, TEAM_ROLES, type TeamRole } from "@/lib/team-role";

/** The roles that somebody with `own` may give, each with what it means. */
export function useRoleOptions(own: TeamRole) {
  const names = useTranslations("common.role");
  const details = useTranslations("team.settings.members.roleDetail");
  return TEAM_ROLES.filter((role) => roleAllows(own, role)).map((role) => ({
    value: role,
    label: names(role),
    detail: details(role),
  }));
}
