import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openOwnerDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { checkExternalDatabase } from "./external-database";
import { freePort } from "./free-port";

const name = `yours_${randomBytes(4).toString("hex")}`;
const ascii = `${name}_ascii`;
const role = (suffix: string) => `${name}_${suffix}`;

async function asAdministrator(...statements: string[]) {
  const admin = openOwnerDatabase(inject("postgresUrl"));
  try {
    for (const statement of statements) await admin.execute(sql.raw(statement));
  } finally {
    await admin.$client.end();
  }
}

function url(user: string, options: { database?: string; password?: string } = {}) {
  const address = new URL(inject("postgresUrl"));
  address.username = role(user);
  address.password = options.password ?? "a-password";
  address.pathname = options.database ?? name;
  return address.href;
}

beforeAll(() =>
  asAdministrator(
    ...["owner", "reader", "stranger"].map((user) => `create role ${role(user)} login password 'a-password'`),
    `alter role ${role("reader")} set default_transaction_read_only = on`,
    `create database ${name} owner ${role("owner")}`,
    `create database ${ascii} owner ${role("owner")} encoding 'SQL_ASCII' locale 'C' template template0`,
  ),
);
afterAll(() =>
  asAdministrator(
    `drop database ${ascii} with (force)`,
    `drop database ${name} with (force)`,
    ...["owner", "reader", "stranger"].map((user) => `drop role ${role(user)}`),
  ),
);

describe("a Postgres that DATABASE_URL names", () => {
  it.each([
    ["no address of a Postgres", () => "mysql://root@localhost/atelier", /not the address of a Postgres/],
    ["a wrong password", () => url("owner", { password: "wrong" }), /refuses this user or password/],
    ["no such database", () => url("owner", { database: "not_there" }), /has no such database/],
    ["a host that nobody knows", () => "postgres://me:pw@nowhere.invalid/x", /host name that nobody knows/],
    ["a read-only user", () => url("reader"), /read-only/],
    ["a user who may not create tables", () => url("stranger"), /may not create tables/],
    ["another encoding than UTF8", () => url("owner", { database: ascii }), /encoding is SQL_ASCII/],
  ])("is refused with a remedy: %s", async (_, address, reason) => {
    await expect(checkExternalDatabase(address())).rejects.toMatchObject({
      message: expect.stringMatching(reason),
      remedy: expect.stringMatching(/\w/),
    });
  });

  it("is refused when another program answers there", { timeout: 40_000 }, async () => {
    const port = await freePort();
    // Once a start hung for ever on a web server's answer.
    const web = createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    web.listen(port, "127.0.0.1");
    await expect(checkExternalDatabase(`postgres://me:pw@127.0.0.1:${port}/x`)).rejects.toThrow(
      /no Postgres/,
    );
    web.close();
  });

  it("never has its password shown", async () => {
    const failure = await checkExternalDatabase(url("owner", { password: "s3cret" })).catch(String);
    expect(failure).not.toContain("s3cret");
  });

  it("is taken after what the refusal told its administrator to do, by an owner who may make no roles", async () => {
    await asAdministrator(
      "do $$ begin create role atelier_app nologin; exception when duplicate_object then null; end $$",
    );
    const failure = await checkExternalDatabase(url("owner")).catch((error) => error);
    expect(failure.remedy).toContain(`GRANT atelier_app TO "${role("owner")}"`);
    await asAdministrator(failure.remedy.replace(/^As its administrator: /, ""));
    expect((await checkExternalDatabase(url("owner"))).description).toMatch(/Postgres 18$/);
    await migrateDatabase(url("owner"));
    await migrateDatabase(url("owner"));
  });
});
