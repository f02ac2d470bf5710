import { findTeamForActor } from "@/db/queries/team-access";
import { insertToken } from "@/db/queries/token";
import { asSystem } from "@/db/scope";
import type { TeamId } from "@/lib/ids";
import type { CreateTokenInput, CreateWorkerTokenInput } from "@/lib/protocol/token";
import { requireRole, type TeamAccess } from "../../access";
import { takeTry } from "../../auth/rate-limits";
import { requireSession } from "../../auth/require-scope";
import { hashSecret, makeSecret } from "../../auth/secret-hash";
import type { RequestContext } from "../../context";
import { AppError } from "../../errors";
import { type AuditedAction, recordAudit } from "../audit/record-audit";
import { requireAdmin } from "../identity/require-admin";

const DAY_MS = 24 * 3600 * 1000;
const PREFIX_LENGTH = 12;

/** Makes a personal token and returns its secret, this once. Only a person at a browser can: a token makes no tokens. */
export async function createPersonalToken(ctx: RequestContext, input: CreateTokenInput) {
  const { user } = requireSession(ctx);
  const team = input.boundTo === null ? null : await findOwnTeam(ctx, input.boundTo);
  return makeToken(ctx, {
    kind: "personal",
    name: input.name,
    days: input.days,
    scopes: [...new Set(input.scopes)],
    team,
    userId: user.id,
    action: "token.created",
  });
}

/** Makes a token for a worker that serves this team. */
export async function createTeamWorkerToken(access: TeamAccess, input: CreateWorkerTokenInput) {
  requireRole(access, "maintainer");
  const { user } = requireSession(access);
  return makeToken(access, {
    kind: "worker",
    scopes: ["worker"],
    ...input,
    team: access.team,
    userId: user.id,
    action: "workerToken.created",
  });
}

/** Makes a token for a worker that serves every team of the server. */
export async function createServerWorkerToken(ctx: RequestContext, input: CreateWorkerTokenInput) {
  const admin = requireAdmin(ctx);
  return makeToken(ctx, {
    kind: "worker",
    scopes: ["worker"],
    ...input,
    team: null,
    userId: admin.id,
    action: "workerToken.created",
  });
}

type Wanted = Omit<
  Parameters<typeof insertToken>[1],
  "secretHash" | "prefix" | "expiresAt" | "boundTeamId"
> & {
  team: { id: TeamId } | null;
  days: number;
  action: AuditedAction;
};

async function makeToken(ctx: RequestContext, wanted: Wanted) {
  const { team, days, action, ...row } = wanted;
  await takeTry(ctx.db, "tokenByUser", row.userId);
  const secret = makeSecret(row.kind === "worker" ? "atl_wrk" : "atl_pat");
  const expiresAt = new Date(Date.now() + days * DAY_MS);
  const hashed = { secretHash: hashSecret(secret), prefix: secret.slice(0, PREFIX_LENGTH) };
  return asSystem(ctx.db, async (tx) => {
    const { id } = await insertToken(tx, { ...row, ...hashed, expiresAt, boundTeamId: team?.id ?? null });
    const data = { name: row.name, scopes: row.scopes.join(" "), days };
    await recordAudit(tx, { actor: ctx.actor, team: team ?? undefined }, { action, target: id, data });
    return { id, secret, expiresAt };
  });
}

async function findOwnTeam(ctx: RequestContext, slug: string) {
  const { user } = requireSession(ctx);
  const found = await asSystem(ctx.db, (tx) => findTeamForActor(tx, { slug, userId: user.id }));
  if (!found?.role) throw new AppError("notFound", "team.notFound", { args: { team: slug } });
  return found;
}
