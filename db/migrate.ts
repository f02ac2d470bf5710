import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { openOwnerDatabase } from "./client";
import { hardenDatabase } from "./harden";

const MIGRATION_LOCK = 20_261_122;

/** Applies migrations, then roles and row-level security, under a lock that makes concurrent starts take turns. */
export async function migrateDatabase(url: string): Promise<void> {
  const owner = openOwnerDatabase(url);
  try {
    await owner.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK})`);
    await migrate(owner, { migrationsFolder: fileURLToPath(new URL("./migrations", import.meta.url)) });
    await hardenDatabase(owner);
  } finally {
    await owner.$client.end({ timeout: 5 });
  }
}
