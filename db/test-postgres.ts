import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import type { TestProject } from "vitest/node";
import { startPostgres } from "../server/launch/postgres";
import { openOwnerDatabase } from "./client";
import { migrateDatabase } from "./migrate";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** Starts one real Postgres for the whole test run with a migrated template database that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), "atelier-test-"));
  const server = await startPostgres({ folder, password: "tests-listen-on-loopback-only-here" });
  const owner = openOwnerDatabase(server.url);
  await owner.execute(sql`create database template_atelier`);
  await owner.$client.end();
  await migrateDatabase(server.url.replace(/\/postgres$/, "/template_atelier"));
  project.provide("postgresUrl", server.url);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
