import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { inject } from "vitest";
import { type Database, openDatabase, openOwnerDatabase } from "./client";

export type TestDatabase = {
  /** Acts as the application's role, under row-level security. */
  db: Database;
  url: string;
  drop(): Promise<void>;
};

/** A fresh, migrated database on the test run's Postgres; `drop` it in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject("postgresUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await asOwner(serverUrl, `create database ${name} template template_atelier`);
  const url = serverUrl.replace(/\/postgres$/, `/${name}`);
  const db = openDatabase(url, { maxConnections: 8 });
  return {
    db,
    url,
    drop: async () => {
      await db.$client.end({ timeout: 2 });
      await asOwner(serverUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

async function asOwner(url: string, statement: string): Promise<void> {
  const owner = openOwnerDatabase(url);
  try {
    // Copying a template takes its turn: two copies at once are refused by Postgres.
    await owner.execute(sql`select pg_advisory_lock(1)`);
    await owner.execute(sql.raw(statement));
  } finally {
    await owner.$client.end();
  }
}
