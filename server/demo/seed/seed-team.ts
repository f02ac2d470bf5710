import type { Database } from "@/db/client";
import { findTeamBySlug } from "@/db/queries/demo";
import { insertMembership, insertTeamIfNew } from "@/db/queries/team";
import { asSystem } from "@/db/scope";
import { ensureBuiltInUser } from "@/server/services/identity/ensure-built-in-user";

export const DEMO_TEAM = "atelier-demo";

/** The public team that shows what Atelier is, owned by the built-in user; null when somebody has deleted it. */
export async function seedTeam(db: Database) {
  const owner = await ensureBuiltInUser(db);
  const team = await asSystem(db, async (tx) => {
    const made = await insertTeamIfNew(tx, { slug: DEMO_TEAM, name: "Atelier demo", isPublic: true });
    if (made) await insertMembership(tx, { teamId: made.id, userId: owner.id, role: "owner" });
    return made ?? findTeamBySlug(tx, { slug: DEMO_TEAM });
  });
  return team && team.deletedAt === null ? { team, owner } : null;
}

export type DemoTeam = NonNullable<Awaited<ReturnType<typeof seedTeam>>>;
