import { count, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeTeam, makeUser } from "../server/testing";
import { dataset } from "./schema/dataset";
import { asSystem, inTeam } from "./scope";
import { createTestDatabase, type TestDatabase } from "./test-database";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe("row-level security", () => {
  it("shows nothing outside a scope, one team's rows inside its scope, all to the system", async () => {
    const { db } = database;
    const { user } = await makeUser(db);
    const [mine, theirs] = [await makeTeam(db, { owner: user.id }), await makeTeam(db, { owner: user.id })];
    for (const { id: teamId } of [mine, theirs]) {
      await inTeam(db, teamId, (tx) => tx.insert(dataset).values({ teamId, slug: "a", name: "A" }));
    }
    const countIn = (handle: Pick<typeof db, "select">) => handle.select({ n: count() }).from(dataset);
    expect(await countIn(db)).toEqual([{ n: 0 }]);
    expect(await inTeam(db, mine.id, countIn)).toEqual([{ n: 1 }]);
    expect(await asSystem(db, countIn)).toEqual([{ n: 2 }]);
  });

  it("refuses a row for another team", async () => {
    const { db } = database;
    const { user } = await makeUser(db);
    const [mine, theirs] = [await makeTeam(db, { owner: user.id }), await makeTeam(db, { owner: user.id })];
    const write = inTeam(db, mine.id, (tx) =>
      tx.insert(dataset).values({ teamId: theirs.id, slug: "b", name: "B" }),
    );
    await expect(write).rejects.toMatchObject({
      cause: { message: expect.stringContaining("row-level security") },
    });
  });

  it("forces a policy on every table that has a team_id", async () => {
    const open = await database.db.execute(sql`
      select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'team_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not c.relforcerowsecurity`);
    expect([...open]).toEqual([]);
  });
});
