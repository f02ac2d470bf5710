import { randomUUID } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Database } from "@/db/client";
import { insertUser } from "@/db/queries/user";
import { newId } from "@/db/schema/columns";
import { membership, team } from "@/db/schema/identity";
import { asSystem } from "@/db/scope";
import type { UserId } from "@/lib/ids";
import type { TeamRole } from "@/lib/team-role";
import { openTeam, type TeamAccess } from "./access";
import type { Actor, CurrentUser } from "./auth/actor";
import { folderBlobStore } from "./blobs/folder-blob-store";
import type { RequestContext } from "./context";

/** A request's context over a test database, with a blob store of its own. */
export async function testContext(
  db: Database,
  actor: Actor = { kind: "anonymous" },
): Promise<RequestContext> {
  const blobs = folderBlobStore(await mkdtemp(path.join(tmpdir(), "atelier-blobs-")));
  return { db, blobs, actor, ip: "192.0.2.1", headers: new Headers(), responseHeaders: new Headers() };
}

/** A person who signed in: the row and an actor for it. */
export async function makeUser(db: Database, name = "Mina"): Promise<{ user: CurrentUser; actor: Actor }> {
  const email = `${randomUUID()}@example.org`;
  const { id } = await insertUser(db, { email, name, passwordHash: null, isAdmin: false });
  const user: CurrentUser = { id, name, email, image: null, locale: null, isAdmin: false };
  return { user, actor: { kind: "session", user, sessionId: newId() } };
}

/** A team with its owner; `addMember` gives another person a role. */
export async function makeTeam(db: Database, options: { owner: UserId; isPublic?: boolean }) {
  const slug = `team-${randomUUID().slice(0, 8)}`;
  const row = await asSystem(db, async (tx) => {
    const [made] = await tx
      .insert(team)
      .values({ slug, name: slug, isPublic: options.isPublic ?? false })
      .returning();
    if (!made) throw new Error("insert returned no row");
    await tx.insert(membership).values({ teamId: made.id, userId: options.owner, role: "owner" });
    return made;
  });
  return {
    ...row,
    addMember: (userId: UserId, role: TeamRole) =>
      asSystem(db, async (tx) => void (await tx.insert(membership).values({ teamId: row.id, userId, role }))),
  };
}

/** The access that services take: this actor inside this team. */
export async function testAccess(db: Database, actor: Actor, slug: string): Promise<TeamAccess> {
  return openTeam(await testContext(db, actor), slug);
}
