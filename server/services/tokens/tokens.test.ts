import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { token } from "@/db/schema/identity";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { TokenId } from "@/lib/ids";
import type { PersonalScope } from "@/lib/protocol/token";
import { openTeam } from "../../access";
import { resolveActor } from "../../auth/resolve-actor";
import { makeTeam, makeUser, testAccess, testContext } from "../../testing";
import { createTeam } from "../teams/create-team";
import { createInvite } from "../teams/manage-invites";
import { updateTeam } from "../teams/update-team";
import { createPersonalToken, createServerWorkerToken, createTeamWorkerToken } from "./create-token";
import { listMyTokens, listTeamWorkerTokens } from "./list-tokens";
import { revokeMyToken, revokeTeamWorkerToken } from "./revoke-token";
import { whoAmI } from "./who-am-i";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function owned() {
  const owner = await makeUser(database.db);
  const team = await makeTeam(database.db, { owner: owner.user.id });
  const ctx = await testContext(database.db, owner.actor);
  return { owner, team, ctx };
}

async function withToken(options: { scopes: PersonalScope[]; isBound?: boolean }) {
  const made = await owned();
  const { secret, id } = await createPersonalToken(made.ctx, {
    name: "script",
    scopes: options.scopes,
    days: 30,
    boundTo: options.isBound ? made.team.slug : null,
  });
  return { ...made, secret, id, script: await contextOf(secret) };
}

async function contextOf(secret: string) {
  return testContext(database.db, await resolveActor(database.db, bearer(secret)));
}

function bearer(secret: string) {
  return new Headers({ authorization: `Bearer ${secret}` });
}

const REFUSED = { code: "unauthenticated", reason: "token.invalid" };

describe("a personal token", () => {
  it("acts as its maker and says so", async () => {
    const { script, owner, team } = await withToken({ scopes: ["read"] });
    expect(await whoAmI(script)).toMatchObject({
      kind: "token",
      user: { email: owner.user.email },
      token: { name: "script", scopes: ["read"], team: null },
      teams: [{ slug: team.slug }],
    });
  });

  it("does what its scopes name, and never more than its maker", async () => {
    const reader = await withToken({ scopes: ["read"] });
    expect((await openTeam(reader.script, reader.team.slug)).role).toBe("viewer");
    const writer = await withToken({ scopes: ["read", "write"] });
    expect((await openTeam(writer.script, writer.team.slug)).role).toBe("maintainer");
    const admin = await withToken({ scopes: ["admin"] });
    expect((await openTeam(admin.script, admin.team.slug)).role).toBe("owner");
    const viewer = await makeUser(database.db);
    await admin.team.addMember(viewer.user.id, "viewer");
    const { secret } = await createPersonalToken(await testContext(database.db, viewer.actor), {
      name: "x",
      scopes: ["admin"],
      days: 1,
      boundTo: null,
    });
    expect((await openTeam(await contextOf(secret), admin.team.slug)).role).toBe("viewer");
  });

  it("bound to one team sees no other, not even its name", async () => {
    const { script, ctx, team } = await withToken({ scopes: ["admin"], isBound: true });
    const other = await createTeam(ctx, { name: "Other", isPublic: false });
    expect((await openTeam(script, team.slug)).role).toBe("owner");
    await expect(openTeam(script, other.slug)).rejects.toMatchObject({ code: "notFound" });
    expect((await whoAmI(script)).teams.map(({ slug }) => slug)).toEqual([team.slug]);
    await expect(createTeam(script, { name: "Third", isPublic: false })).rejects.toMatchObject({
      reason: "token.scopeTooNarrow",
    });
  });

  it("with write lets nobody in and opens nothing to the public", async () => {
    const { script, team } = await withToken({ scopes: ["write"] });
    const access = await openTeam(script, team.slug);
    await expect(createInvite(access, { role: "viewer", days: 1, maxUses: 1 })).rejects.toMatchObject({
      reason: "token.scopeTooNarrow",
    });
    await expect(updateTeam(access, { isPublic: true })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("makes, lists and revokes no tokens, whatever its scopes", async () => {
    const { script, team, id } = await withToken({ scopes: ["read", "write", "admin"] });
    const refusal = { code: "forbidden", reason: "auth.sessionNeeded" };
    const wanted = { name: "wider", days: 365 };
    await expect(
      createPersonalToken(script, { ...wanted, scopes: ["admin"], boundTo: null }),
    ).rejects.toMatchObject(refusal);
    await expect(createTeamWorkerToken(await openTeam(script, team.slug), wanted)).rejects.toMatchObject(
      refusal,
    );
    await expect(createServerWorkerToken(script, wanted)).rejects.toMatchObject(refusal);
    await expect(async () => listMyTokens(script)).rejects.toMatchObject(refusal);
    await expect(revokeMyToken(script, { tokenId: id })).rejects.toMatchObject(refusal);
  });

  it("cannot be bound to a team one does not belong to", async () => {
    const { team } = await owned();
    const stranger = await owned();
    await expect(
      createPersonalToken(stranger.ctx, { name: "x", scopes: ["read"], days: 1, boundTo: team.slug }),
    ).rejects.toMatchObject({ code: "notFound" });
  });

  it("ends at once when revoked, and when it expires", async () => {
    const { ctx, secret, id } = await withToken({ scopes: ["read"] });
    await revokeMyToken(ctx, { tokenId: id });
    await expect(contextOf(secret)).rejects.toMatchObject(REFUSED);
    const expiring = await withToken({ scopes: ["read"] });
    await expire(expiring.id);
    await expect(contextOf(expiring.secret)).rejects.toMatchObject(REFUSED);
  });

  it("of another person cannot be revoked", async () => {
    const [mine, theirs] = [await owned(), await withToken({ scopes: ["read"] })];
    await expect(revokeMyToken(mine.ctx, { tokenId: theirs.id })).rejects.toMatchObject({ code: "notFound" });
    await contextOf(theirs.secret);
  });

  it("is listed by its first characters and kept as a hash", async () => {
    const { ctx, secret } = await withToken({ scopes: ["read"] });
    const [listed] = await listMyTokens(ctx);
    expect(listed?.prefix).toBe(secret.slice(0, 12));
    expect(JSON.stringify(await database.db.select().from(token))).not.toContain(secret);
  });

  it.each([
    "",
    "Bearer",
    "Basic x",
    "Bearer atl_pat_short",
    "Bearer atl_inv_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "bearer 1",
  ])("is refused rather than ignored when it reads %j", async (authorization) => {
    await expect(resolveActor(database.db, new Headers({ authorization }))).rejects.toMatchObject(REFUSED);
  });
});

describe("a worker token", () => {
  it("is made by a team's maintainers, serves that team, and is nobody in it", async () => {
    const { ctx, team, owner } = await owned();
    const access = await testAccess(database.db, owner.actor, team.slug);
    const { secret, id } = await createTeamWorkerToken(access, { name: "gpu-1", days: 90 });
    const worker = await contextOf(secret);
    expect(worker.actor).toEqual({ kind: "worker", tokenId: id, boundTeamId: team.id });
    await expect(openTeam(worker, team.slug)).rejects.toMatchObject({ code: "notFound" });
    expect(await whoAmI(worker)).toMatchObject({
      kind: "worker",
      user: null,
      token: { name: "gpu-1", team: { slug: team.slug } },
      teams: [],
    });
    expect(await listTeamWorkerTokens(access)).toHaveLength(1);
    const viewer = await makeUser(database.db);
    await team.addMember(viewer.user.id, "reviewer");
    const low = await testAccess(database.db, viewer.actor, team.slug);
    await expect(createTeamWorkerToken(low, { name: "x", days: 1 })).rejects.toMatchObject({
      reason: "team.roleTooLow",
    });
    expect(await listMyTokens(ctx)).toEqual([]);
    await revokeTeamWorkerToken(access, { tokenId: id });
    await expect(contextOf(secret)).rejects.toMatchObject(REFUSED);
  });

  it("of another team cannot be revoked; one for the whole server takes an administrator", async () => {
    const [mine, theirs] = [await owned(), await owned()];
    const access = await testAccess(database.db, theirs.owner.actor, theirs.team.slug);
    const { id } = await createTeamWorkerToken(access, { name: "gpu", days: 1 });
    const intruder = await testAccess(database.db, mine.owner.actor, mine.team.slug);
    await expect(revokeTeamWorkerToken(intruder, { tokenId: id })).rejects.toMatchObject({
      code: "notFound",
    });
    await expect(async () =>
      createServerWorkerToken(mine.ctx, { name: "gpu", days: 1 }),
    ).rejects.toMatchObject({ reason: "admin.only" });
  });
});

async function expire(tokenId: TokenId) {
  await database.db
    .update(token)
    .set({ expiresAt: new Date(Date.now() - 1000) })
    .where(eq(token.id, tokenId));
}
