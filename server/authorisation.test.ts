import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { revokeSessions } from "@/db/queries/session";
import { asSystem } from "@/db/scope";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { roleAllows } from "@/lib/team-role";
import { resolveActor } from "./auth/resolve-actor";
import { setTestEnvironment, signedInBrowser } from "./auth/testing";
import { allProcedures, outcomeOf } from "./authorisation-client";
import { contextOf, makeWorkshop, type Workshop } from "./authorisation-fixture";
import { AUTHORISATION, type Rule } from "./authorisation-table";
import type { RequestContext } from "./context";
import { revokeMyToken } from "./services/tokens/revoke-token";
import { testContext } from "./testing";

const PATHS = allProcedures().map(({ path }) => path);
const rules = PATHS.flatMap((path) => {
  const rule = AUTHORISATION[path];
  return rule ? [{ path, rule }] : [];
});

let database: TestDatabase;
/** The team that is visited, one that anybody may look at, and the visiting owner's own. */
let theirs: Workshop;
let open: Workshop;
let mine: Workshop;
let actors: Record<ActorName, RequestContext>;
let before: Record<string, string>;

type ActorName = "guest" | "stranger" | "viewer" | "worker" | "writeToken" | "revoked";

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment(database.url);
  const { db } = database;
  [theirs, open, mine] = [
    await makeWorkshop(db),
    await makeWorkshop(db, { isPublic: true }),
    await makeWorkshop(db),
  ];
  const ended = await signedInBrowser(db, theirs.owner.user.id);
  await revokeSessions(db, { userId: theirs.owner.user.id, keep: theirs.session });
  actors = {
    guest: await testContext(db),
    stranger: mine.ctx,
    viewer: await contextOf(db, (await signedInBrowser(db, theirs.viewer.user.id)).headers),
    worker: await contextOf(db, bearer(theirs.workerSecret)),
    writeToken: await contextOf(db, bearer(theirs.personalSecret)),
    revoked: await contextOf(db, ended.headers),
  };
  before = await rowsOf(theirs);
});
afterAll(() => database.drop());

describe("the table", () => {
  it("names every procedure", () => {
    const missing = PATHS.filter((path) => !AUTHORISATION[path]);
    const advice =
      'Say who may call it in server/authorisation-table.ts, such as  "runs.pause": team("maintainer", (w) => ({ number: w.run })),';
    expect(missing, advice).toEqual([]);
  });

  it("names no procedure that is gone", () => {
    expect(Object.keys(AUTHORISATION).filter((path) => !PATHS.includes(path))).toEqual([]);
  });

  it("is what the routers were read for: there are many procedures, subscriptions among them", () => {
    expect(PATHS.length).toBeGreaterThan(80);
    expect(allProcedures().filter(({ type }) => type === "subscription").length).toBeGreaterThan(2);
  });
});

describe.each(rules)("$path", ({ path, rule }) => {
  it("takes what the table sends it", async () => {
    expect(
      await codeOf(actors.guest, path, inputFor(rule, theirs)),
      "its sample input does not fit",
    ).not.toBe("INTERNAL_SERVER_ERROR");
  });

  it.each(expectations(rule))("answers $actor in $place with $code", async ({ actor, place, code }) => {
    const workshop = { theirs, open }[place];
    expect(await codeOf(actors[actor], path, inputFor(rule, workshop))).toBe(code);
  });

  if (rule.guard === "team" && rule.needs === "viewer") {
    it("lets a viewer of the team and visitors of a public team look", async () => {
      const code = rule.finds ?? "ok";
      expect(await codeOf(actors.viewer, path, inputFor(rule, theirs))).toBe(code);
      expect(await codeOf(actors.guest, path, inputFor(rule, open))).toBe(code);
      expect(await codeOf(actors.stranger, path, inputFor(rule, open))).toBe(code);
    });
  }

  if (rule.guard === "team") {
    it("finds nothing of another team, whichever field names it", async () => {
      for (const { field, input } of foreignInputs(rule)) {
        const { code, answer } = await outcomeOf(mine.ctx, path, input);
        const allowed =
          rule.foreign === "invalid"
            ? ["BAD_REQUEST", "NOT_FOUND"]
            : rule.foreign === "ignored"
              ? ["ok", "NOT_FOUND"]
              : ["NOT_FOUND"];
        expect(allowed, `${path} with another team's ${field}`).toContain(code);
        expect(
          tellsOf(theirs, answer, input),
          `${path} tells of another team, asked with its ${field}`,
        ).toEqual([]);
      }
    });
  }
});

describe("all of these calls together", () => {
  it("changed nothing of the team that was visited", async () => {
    expect(await rowsOf(theirs)).toEqual(before);
  });
});

describe("a revoked or unknown token", () => {
  it("is refused before any procedure runs", async () => {
    const { db } = database;
    await revokeMyToken(mine.ctx, { tokenId: mine.personalToken });
    for (const secret of [mine.personalSecret, `atl_pat_${"x".repeat(43)}`, `atl_wrk_${"x".repeat(43)}`]) {
      await expect(resolveActor(db, bearer(secret))).rejects.toMatchObject({
        code: "unauthenticated",
        reason: "token.invalid",
      });
    }
  });
});

type Expectation = { actor: ActorName; place: "theirs" | "open"; code: string };

/** What each actor who may not call a procedure must hear. */
function expectations(rule: Rule): Expectation[] {
  const at = (place: "theirs" | "open", code: string, ...names: ActorName[]) =>
    names.map((actor) => ({ actor, place, code }));
  switch (rule.guard) {
    case "anyone":
      return [];
    case "person":
      return at("theirs", "UNAUTHORIZED", "guest", "revoked");
    case "browser":
      return [
        ...at("theirs", "UNAUTHORIZED", "guest", "revoked", "worker"),
        ...at("theirs", "FORBIDDEN", "writeToken"),
      ];
    case "admin":
      return [
        ...at("theirs", "UNAUTHORIZED", "guest", "revoked", "worker"),
        ...at("theirs", "FORBIDDEN", "stranger", "viewer", "writeToken"),
      ];
    case "worker":
      return at("theirs", "FORBIDDEN", "guest", "revoked", "stranger", "viewer", "writeToken");
    case "team": {
      const hidden = at("theirs", "NOT_FOUND", "guest", "revoked", "stranger", "worker");
      const guests = rule.needs === "viewer" ? [] : at("open", "UNAUTHORIZED", "guest", "revoked");
      const strangers =
        rule.needs === "viewer" || rule.needs === "account" ? [] : at("open", "FORBIDDEN", "stranger");
      const visitors = [...guests, ...strangers];
      const isTooLow =
        rule.needs !== "member" && rule.needs !== "account" && !roleAllows("viewer", rule.needs);
      const members = [
        ...(isTooLow ? at("theirs", "FORBIDDEN", "viewer") : []),
        ...(rule.only ? at("theirs", "FORBIDDEN", "writeToken") : []),
      ];
      return [...hidden, ...visitors, ...members];
    }
  }
}

async function codeOf(ctx: RequestContext, path: string, input: unknown): Promise<string> {
  return (await outcomeOf(ctx, path, input)).code;
}

/** The ids of a workshop that an answer holds though the question did not. */
function tellsOf(workshop: Workshop, answer: string, input: unknown): string[] {
  const asked = JSON.stringify(input);
  const ids = Object.values(workshop).filter((id): id is string => typeof id === "string");
  return ids.filter((id) => answer.includes(id) && !asked.includes(id));
}

/** A digest of every table's rows of one team. */
async function rowsOf(workshop: Workshop): Promise<Record<string, string>> {
  return asSystem(database.db, async (tx) => {
    const tables = await tx.execute<{ name: string }>(
      sql`select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'team_id'`,
    );
    const digests: [string, string][] = [];
    for (const { name } of tables) {
      const [row] = await tx.execute<{ digest: string }>(
        sql`select count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '') as digest
            from ${sql.identifier(name)} t where t.team_id = ${workshop.teamId}`,
      );
      digests.push([name, row?.digest ?? ""]);
    }
    return Object.fromEntries(digests);
  });
}

function inputFor(rule: Rule, workshop: Workshop) {
  return { ...rule.input(workshop), ...(rule.guard === "team" && { team: workshop.team }) };
}

/** My own request with one field at a time replaced by the other team's. */
function foreignInputs(rule: Rule): { field: string; input: unknown }[] {
  const [own, foreign] = [rule.input(mine), rule.input(theirs)];
  return Object.keys(own).flatMap((field) => {
    const isId = isIdOf(theirs, foreign[field]);
    return isId ? [{ field, input: { ...own, [field]: foreign[field], team: mine.team } }] : [];
  });
}

function isIdOf(workshop: Workshop, value: unknown): boolean {
  const text = JSON.stringify(value) ?? "";
  const ids = Object.values(workshop).filter(
    (id): id is string | number => typeof id === "string" || typeof id === "number",
  );
  return ids.some((id) => text.includes(JSON.stringify(id)));
}

function bearer(secret: string) {
  return new Headers({ authorization: `Bearer ${secret}` });
}
