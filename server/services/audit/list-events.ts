import { type AuditFilter, listAuditEvents } from "@/db/queries/audit";
import { asSystem, inTeam } from "@/db/scope";
import { requireRole, type TeamAccess } from "../../access";
import type { RequestContext } from "../../context";
import { requireAdmin } from "../identity/require-admin";

const PAGE = 50;

/** A page of a team's audit log, the newest first; `nextBeforeId` leads to the next, null at the end. */
export async function listTeamEvents(access: TeamAccess, filter: AuditFilter) {
  requireRole(access, "maintainer");
  const events = await inTeam(access.db, access.team.id, (tx) =>
    listAuditEvents(tx, { teamId: access.team.id, filter, limit: PAGE + 1 }),
  );
  return page(events);
}

/** A page of the server's own log: accounts, sessions, administrators, tokens outside teams. */
export async function listServerEvents(ctx: RequestContext, filter: AuditFilter) {
  requireAdmin(ctx);
  return page(await asSystem(ctx.db, (tx) => listAuditEvents(tx, { teamId: null, filter, limit: PAGE + 1 })));
}

function page<Event extends { id: number }>(events: Event[]) {
  const shown = events.slice(0, PAGE);
  return { events: shown, nextBeforeId: events.length > PAGE ? (shown.at(-1)?.id ?? null) : null };
}
