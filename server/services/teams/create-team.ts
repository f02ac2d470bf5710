import type { Transaction } from "@/db/client";
import { insertMembership, insertTeamIfNew } from "@/db/queries/team";
import { asSystem } from "@/db/scope";
import type { CreateTeamInput } from "@/lib/protocol/team";
import { slugCandidate, slugOf } from "@/server/slug";
import { requireUser } from "../../access";
import { takeTry } from "../../auth/rate-limits";
import { requireFreeScope } from "../../auth/require-scope";
import type { RequestContext } from "../../context";
import { AppError } from "../../errors";
import { recordAudit } from "../audit/record-audit";

const MAX_SLUG_ATTEMPTS = 500;

/** Makes a team with the person as its owner; its slug comes from the name and is the first that is free. */
export async function createTeam(ctx: RequestContext, input: CreateTeamInput) {
  const user = requireUser(ctx);
  requireFreeScope(ctx.actor, "write");
  await takeTry(ctx.db, "teamByUser", user.id);
  return asSystem(ctx.db, async (tx) => {
    const team = await insertUnderFreeSlug(tx, input);
    await insertMembership(tx, { teamId: team.id, userId: user.id, role: "owner" });
    await recordAudit(
      tx,
      { actor: ctx.actor, team },
      { action: "team.created", target: team.id, data: { name: team.name } },
    );
    return { id: team.id, slug: team.slug, name: team.name, role: "owner" as const, isPublic: team.isPublic };
  });
}

async function insertUnderFreeSlug(tx: Transaction, { name, isPublic }: CreateTeamInput) {
  const slug = slugOf(name, "team");
  for (let attempt = 1; attempt <= MAX_SLUG_ATTEMPTS; attempt++) {
    const made = await insertTeamIfNew(tx, { name, isPublic, slug: slugCandidate(slug, attempt) });
    if (made) return made;
  }
  throw new AppError("conflict", "team.nameTooCommon", { args: { name } });
}
