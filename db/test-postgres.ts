import { mkdir } from "node:fs/promises";
import path from "node:path";
import { sql } from "drizzle-orm";
import type { TestProject } from "vitest/node";
import { openTestFolder } from "../e2e/gates/test-folder";
import { startPostgres } from "../server/launch/postgres";
import { openOwnerDatabase } from "./client";
import { migrateDatabase } from "./migrate";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/**
 * Starts one real Postgres for the whole test run with a migrated template database that each test file copies. All
 * temporary folders of the run lie in one, which goes with it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const temporary = await openTestFolder();
  const folder = path.join(temporary.path, "postgres");
  await mkdir(folder, { mode: 0o711 });
  const server = await startPostgres({ folder, password: "tests-listen-on-loopback-only-here" });
  const owner = openOwnerDatabase(server.url);
  await owner.execute(sql`create database template_atelier`);
  await owner.$client.end();
  await migrateDatabase(server.url.replace(/\/postgres$/, "/template_atelier"));
  project.provide("postgresUrl", server.url);
  return async () => {
    await server.stop();
    await temporary.remove();
  };
}
