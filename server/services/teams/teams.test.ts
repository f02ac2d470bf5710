import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listTeamsOfUser } from "@/db/queries/team";
import { auditEvent, invite, membership } from "@/db/schema/identity";
import { asSystem, inTeam } from "@/db/scope";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { UserId } from "@/lib/ids";
import type { TeamRole } from "@/lib/team-role";
import type { TeamAccess } from "../../access";
import { makeTeam, makeUser, testAccess, testContext } from "../../testing";
import { exportTeamEvents } from "../audit/export-events";
import { listTeamEvents } from "../audit/list-events";
import { recordAudit } from "../audit/record-audit";
import { acceptInvite, readInvite } from "./accept-invite";
import { changeRole } from "./change-role";
import { createTeam } from "./create-team";
import { deleteTeam } from "./delete-team";
import { handOverTeam } from "./hand-over-team";
import { listMembers } from "./list-members";
import { createInvite, listInvites, revokeInvite } from "./manage-invites";
import { leaveTeam, removeMember } from "./remove-member";
import { updateTeam } from "./update-team";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function owned(options: { isPublic?: boolean } = {}) {
  const owner = await makeUser(database.db, "Owner");
  const team = await makeTeam(database.db, { owner: owner.user.id, ...options });
  return { owner, team, access: await testAccess(database.db, owner.actor, team.slug) };
}

async function joined(team: Awaited<ReturnType<typeof owned>>["team"], role: TeamRole) {
  const member = await makeUser(database.db, role);
  await team.addMember(member.user.id, role);
  return { ...member, access: await testAccess(database.db, member.actor, team.slug) };
}

function rolesIn(access: TeamAccess): Promise<Map<UserId, TeamRole>> {
  return inTeam(access.db, access.team.id, async (tx) => {
    const rows = await tx.select().from(membership);
    return new Map(rows.map(({ userId, role }) => [userId, role]));
  });
}

describe("a team", () => {
  it("is found under a romanised slug, and its namesakes under numbered ones", async () => {
    const { actor } = await makeUser(database.db);
    const ctx = await testContext(database.db, actor);
    const name = "달리 연구실";
    const slugs = await Promise.all(
      [1, 2, 3].map(async () => (await createTeam(ctx, { name, isPublic: false })).slug),
    );
    expect(slugs.sort()).toEqual(["dalli-yeongusil", "dalli-yeongusil-2", "dalli-yeongusil-3"]);
  });

  it("is deleted when its name is typed, and sets its slug free", async () => {
    const { actor } = await makeUser(database.db);
    const ctx = await testContext(database.db, actor);
    const { slug, name } = await createTeam(ctx, { name: `Team ${randomUUID()}`, isPublic: true });
    const access = await testAccess(database.db, actor, slug);
    await expect(deleteTeam(access, { confirmName: "another" })).rejects.toMatchObject({
      reason: "team.confirmName",
    });
    await deleteTeam(access, { confirmName: ` ${name.normalize("NFD")} ` });
    await expect(testAccess(database.db, actor, slug)).rejects.toMatchObject({ code: "notFound" });
    expect((await createTeam(ctx, { name, isPublic: false })).slug).toBe(slug);
  });

  it("that is public shows visitors its work, not its people", async () => {
    const { access, team } = await owned();
    await updateTeam(access, { isPublic: true });
    const visitor = await testAccess(database.db, { kind: "anonymous" }, team.slug);
    await expect(listMembers(visitor)).rejects.toMatchObject({ code: "unauthenticated" });
    const { actor } = await makeUser(database.db);
    await expect(listMembers(await testAccess(database.db, actor, team.slug))).rejects.toMatchObject({
      reason: "team.membersOnly",
    });
  });

  it("shows addresses to those who manage it", async () => {
    const { access, team } = await owned();
    const viewer = await joined(team, "viewer");
    expect((await listMembers(access)).every(({ email }) => email !== null)).toBe(true);
    const seen = await listMembers(viewer.access);
    expect(seen.filter(({ email }) => email !== null).map(({ userId }) => userId)).toEqual([viewer.user.id]);
  });
});

describe("roles", () => {
  it("above one's own are neither given nor taken", async () => {
    const { owner, team } = await owned();
    const maintainer = await joined(team, "maintainer");
    const annotator = await joined(team, "annotator");
    const refusal = { code: "forbidden", reason: "team.roleAboveOwn" };
    await expect(
      changeRole(maintainer.access, { userId: annotator.user.id, role: "owner" }),
    ).rejects.toMatchObject(refusal);
    await expect(
      changeRole(maintainer.access, { userId: owner.user.id, role: "viewer" }),
    ).rejects.toMatchObject(refusal);
    await expect(removeMember(maintainer.access, { userId: owner.user.id })).rejects.toMatchObject(refusal);
    await expect(
      createInvite(maintainer.access, { role: "owner", days: 1, maxUses: 1 }),
    ).rejects.toMatchObject(refusal);
    await changeRole(maintainer.access, { userId: annotator.user.id, role: "reviewer" });
    await expect(
      changeRole(annotator.access, { userId: annotator.user.id, role: "owner" }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  it("leave the last owner in place", async () => {
    const { owner, access } = await owned();
    const refusal = { code: "conflict", reason: "team.lastOwner" };
    await expect(changeRole(access, { userId: owner.user.id, role: "viewer" })).rejects.toMatchObject(
      refusal,
    );
    await expect(removeMember(access, { userId: owner.user.id })).rejects.toMatchObject(refusal);
    await expect(leaveTeam(access)).rejects.toMatchObject(refusal);
  });

  it("leave one of two owners who step down at the same moment", async () => {
    const { owner, team, access } = await owned();
    const second = await joined(team, "owner");
    const results = await Promise.allSettled([
      changeRole(access, { userId: owner.user.id, role: "viewer" }),
      changeRole(second.access, { userId: second.user.id, role: "viewer" }),
    ]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect([...(await rolesIn(access)).values()].sort()).toEqual(["owner", "viewer"]);
  });

  it("change hands whole: the heir owns, the former owner maintains", async () => {
    const { owner, team, access } = await owned();
    const heir = await joined(team, "viewer");
    await handOverTeam(access, { userId: heir.user.id });
    const roles = await rolesIn(access);
    expect(roles.get(heir.user.id)).toBe("owner");
    expect(roles.get(owner.user.id)).toBe("maintainer");
  });

  it("of strangers are nobody's to change", async () => {
    const { access } = await owned();
    const { user: stranger } = await makeUser(database.db);
    const refusal = { code: "notFound", reason: "team.memberNotFound" };
    await expect(changeRole(access, { userId: stranger.id, role: "viewer" })).rejects.toMatchObject(refusal);
    await expect(removeMember(access, { userId: stranger.id })).rejects.toMatchObject(refusal);
    await expect(handOverTeam(access, { userId: stranger.id })).rejects.toMatchObject(refusal);
  });
});

describe("an invitation", () => {
  const offer = { role: "annotator", days: 7, maxUses: 1 } as const;

  it("brings a person in once, in the role it names", async () => {
    const { access } = await owned();
    const { secret } = await createInvite(access, offer);
    const guest = await makeUser(database.db);
    const ctx = await testContext(database.db, guest.actor);
    expect(await readInvite(ctx, { secret })).toMatchObject({
      state: "open",
      role: "annotator",
      inviter: "Owner",
      joinedSlug: null,
    });
    await acceptInvite(ctx, { secret });
    expect((await rolesIn(access)).get(guest.user.id)).toBe("annotator");
    await acceptInvite(ctx, { secret });
    expect((await listInvites(access))[0]).toMatchObject({ uses: 1, state: "used" });
    const late = await testContext(database.db, (await makeUser(database.db)).actor);
    await expect(acceptInvite(late, { secret })).rejects.toMatchObject({ reason: "invite.used" });
  });

  it("with three uses lets exactly three of ten in at once", async () => {
    const { access } = await owned();
    const { secret } = await createInvite(access, { ...offer, maxUses: 3 });
    const guests = await Promise.all(
      Array.from({ length: 10 }, async () => testContext(database.db, (await makeUser(database.db)).actor)),
    );
    const results = await Promise.allSettled(
      guests.map((ctx) => acceptInvite({ ...ctx, ip: randomUUID() }, { secret })),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    expect((await rolesIn(access)).size).toBe(4);
  });

  it("that expired, was revoked or never existed lets nobody in and says which", async () => {
    const { access } = await owned();
    const expired = await createInvite(access, offer);
    await asSystem(database.db, (tx) =>
      tx
        .update(invite)
        .set({ expiresAt: new Date(Date.now() - 1000) })
        .where(eq(invite.id, expired.id)),
    );
    const revoked = await createInvite(access, offer);
    await revokeInvite(access, { inviteId: revoked.id });
    const ctx = await testContext(database.db, (await makeUser(database.db)).actor);
    await expect(acceptInvite(ctx, expired)).rejects.toMatchObject({ reason: "invite.expired" });
    await expect(acceptInvite(ctx, revoked)).rejects.toMatchObject({ reason: "invite.revoked" });
    await expect(acceptInvite(ctx, { secret: `atl_inv_${"x".repeat(43)}` })).rejects.toMatchObject({
      reason: "invite.unknown",
    });
    expect(await readInvite(ctx, expired)).toMatchObject({ state: "expired" });
  });

  it("of another team cannot be revoked", async () => {
    const [mine, theirs] = [await owned(), await owned()];
    const { id: inviteId } = await createInvite(theirs.access, offer);
    await expect(revokeInvite(mine.access, { inviteId })).rejects.toMatchObject({ code: "notFound" });
    expect((await listInvites(theirs.access))[0]).toMatchObject({ state: "open" });
  });

  it("ends with the powers of who made it", async () => {
    const { team, access } = await owned();
    const maintainer = await joined(team, "maintainer");
    const { secret } = await createInvite(maintainer.access, offer);
    await removeMember(access, { userId: maintainer.user.id });
    const ctx = await testContext(database.db, (await makeUser(database.db)).actor);
    await expect(acceptInvite(ctx, { secret })).rejects.toMatchObject({ reason: "invite.revoked" });
  });

  it("is kept as a hash only", async () => {
    const { access } = await owned();
    const { secret } = await createInvite(access, offer);
    const rows = await asSystem(database.db, (tx) =>
      tx.execute(sql`select i::text as row from invite i union all select a::text from audit_event a`),
    );
    expect(JSON.stringify(rows)).not.toContain(secret);
  });
});

describe("row-level security", () => {
  it("shows nothing outside a scope and one team inside its own", async () => {
    const [mine, theirs] = [await owned(), await owned()];
    expect(await database.db.select().from(membership)).toEqual([]);
    const seen = await inTeam(database.db, mine.team.id, (tx) => tx.select().from(membership));
    expect(seen.map(({ teamId }) => teamId)).toEqual([mine.team.id]);
    const hidden = await inTeam(database.db, mine.team.id, (tx) =>
      tx.select().from(membership).where(eq(membership.teamId, theirs.team.id)),
    );
    expect(hidden).toEqual([]);
  });

  it("refuses a row of another team, and changes none of its rows", async () => {
    const [mine, theirs] = [await owned(), await owned()];
    const intrusion = { teamId: theirs.team.id, userId: mine.owner.user.id, role: "owner" } as const;
    const inserting = inTeam(database.db, mine.team.id, (tx) => tx.insert(membership).values(intrusion));
    await expect(inserting).rejects.toMatchObject({ cause: { code: "42501" } });
    await inTeam(database.db, mine.team.id, (tx) =>
      tx.delete(membership).where(eq(membership.teamId, theirs.team.id)),
    );
    expect((await rolesIn(theirs.access)).size).toBe(1);
  });

  it("forgets its scope with the transaction, though connections are shared", async () => {
    const { team, owner } = await owned();
    await Promise.all(
      Array.from({ length: 20 }, () =>
        inTeam(database.db, team.id, (tx) => listTeamsOfUser(tx, { userId: owner.user.id })),
      ),
    );
    const counts = await Promise.all(Array.from({ length: 20 }, () => database.db.select().from(membership)));
    expect(counts.flat()).toEqual([]);
  });
});

describe("the audit log", () => {
  it("can be added to, not changed, deleted or emptied", async () => {
    const { access } = await owned();
    await updateTeam(access, { name: "Renamed" });
    const denied = { cause: { code: "42501" } };
    const system = (work: Parameters<typeof asSystem<unknown>>[1]) => asSystem(database.db, work);
    await expect(system((tx) => tx.update(auditEvent).set({ action: "x.y" }))).rejects.toMatchObject(denied);
    await expect(system((tx) => tx.delete(auditEvent))).rejects.toMatchObject(denied);
    await expect(system((tx) => tx.execute(sql`truncate audit_event`))).rejects.toMatchObject(denied);
    expect((await listTeamEvents(access, {})).events).toMatchObject([
      { action: "team.renamed", data: { to: "Renamed" } },
    ]);
  });

  it("is undone with the change it tells of", async () => {
    const { access } = await owned();
    const failing = inTeam(access.db, access.team.id, async (tx) => {
      await recordAudit(tx, access, { action: "team.renamed" });
      throw new Error("later in the transaction");
    });
    await expect(failing).rejects.toThrow("later");
    expect((await listTeamEvents(access, {})).events).toEqual([]);
  });

  it("pages backwards, filters by noun, and is for maintainers of its own team", async () => {
    const { access, team } = await owned();
    await inTeam(access.db, access.team.id, async (tx) => {
      for (let index = 0; index < 60; index++)
        await recordAudit(tx, access, {
          action: index % 2 ? "team.renamed" : "run.started",
          data: { index },
        });
    });
    const first = await listTeamEvents(access, {});
    expect(first.events).toHaveLength(50);
    const second = await listTeamEvents(access, { beforeId: first.nextBeforeId ?? undefined });
    expect(second.events.map(({ data }) => data.index)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect(
      (await listTeamEvents(access, { noun: "run" })).events.every(({ action }) => action === "run.started"),
    ).toBe(true);
    expect((await listTeamEvents(access, { noun: "%" })).events).toEqual([]);
    await expect(listTeamEvents((await joined(team, "annotator")).access, {})).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await listTeamEvents((await owned()).access, {})).events).toEqual([]);
  });

  it("exports formulas as text", async () => {
    const { owner, access } = await owned();
    await inTeam(access.db, access.team.id, (tx) =>
      recordAudit(tx, access, { action: "team.renamed", target: "=HYPERLINK(1)" }),
    );
    const { csv, isWhole } = await exportTeamEvents(access, {});
    expect(csv).toContain(",'=HYPERLINK(1),");
    expect(csv).toContain(owner.user.name);
    expect(isWhole).toBe(true);
  });
});
