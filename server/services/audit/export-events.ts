import { type AuditFilter, listAuditEvents } from "@/db/queries/audit";
import { inTeam } from "@/db/scope";
import { toCsv } from "@/lib/csv";
import { requireRole, type TeamAccess } from "../../access";

const MAX_ROWS = 20_000;

/** A team's audit log as CSV, the newest first; `isWhole` is false when older events did not fit. */
export async function exportTeamEvents(access: TeamAccess, filter: AuditFilter) {
  requireRole(access, "maintainer");
  const events = await inTeam(access.db, access.team.id, (tx) =>
    listAuditEvents(tx, { teamId: access.team.id, filter, limit: MAX_ROWS + 1 }),
  );
  const rows = events
    .slice(0, MAX_ROWS)
    .map((event) => [
      event.at.toISOString(),
      event.actor,
      event.token,
      event.action,
      event.target,
      JSON.stringify(event.data),
    ]);
  return {
    csv: toCsv([["at", "actor", "token", "action", "target", "data"], ...rows]),
    isWhole: events.length <= MAX_ROWS,
  };
}
