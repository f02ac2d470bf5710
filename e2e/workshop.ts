import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openOwnerDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { buildIfStale } from "@/server/launch/build";
import { freePort } from "@/server/launch/free-port";
import { startPostgres } from "@/server/launch/postgres";
import { startProgram } from "./bench/start-program";

/** A server of a spec's own, empty and with other settings than the journeys' server: database and web, no worker. */
export async function startWorkshop(environment: Record<string, string>) {
  const folder = await mkdtemp(path.join(tmpdir(), "atelier-workshop-"));
  // Started by root, Postgres runs as a user of its own and has to enter.
  await chmod(folder, 0o755);
  await buildIfStale();
  const postgres = await startPostgres({ folder, password: randomBytes(16).toString("hex") });
  await migrateDatabase(postgres.url);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const web = await startProgram({
    name: "web",
    args: ["node_modules/next/dist/bin/next", "start", "-p", String(port)],
    environment: {
      NODE_ENV: "production",
      DATABASE_URL: postgres.url,
      ATELIER_DATA: folder,
      ATELIER_LAUNCHER_PID: String(process.pid),
      NEXTAUTH_URL: url,
      NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
      ...environment,
    },
    readyUrl: `${url}/api/health`,
    folder,
  });
  const owner = openOwnerDatabase(postgres.url);
  return {
    url,
    /** Acts as the database's owner: for what time does, such as a link that gets old. */
    owner,
    async close() {
      await owner.$client.end({ timeout: 2 });
      await web.stop();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
