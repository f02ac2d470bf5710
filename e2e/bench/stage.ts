import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Database, openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { folderBlobStore } from "@/server/blobs/folder-blob-store";
import { seedDemo } from "@/server/demo/seed-demo";
import { buildIfStale } from "@/server/launch/build";
import { freePort } from "@/server/launch/free-port";
import { startPostgres } from "@/server/launch/postgres";
import { note } from "./figure";
import { type Program, startProgram } from "./start-program";

/** What the benches stand on; each part is started when the first bench asks for it, and all of it ends in `close`. */
export type Stage = {
  /** True with BENCH_QUICK=1: a few rounds, to see that a bench works. Its figures mean little. */
  isQuick: boolean;
  folder: string;
  /** A Postgres of our own with a migrated, empty database; `db` acts as the application's role. */
  database(): Promise<{ url: string; db: Database }>;
  /** `next start` of the current build with the demo content, or the server that BENCH_URL names. */
  web(): Promise<{ url: string; databaseUrl: string }>;
  /** Another server on a free port, as a TypeScript file of this folder that reads PORT; returns its address. */
  serve(entry: string, environment: Record<string, string>): Promise<string>;
  close(): Promise<void>;
};

export async function openStage(): Promise<Stage> {
  const folder = await mkdtemp(path.join(tmpdir(), "atelier-bench-"));
  // Started by root, Postgres runs as a user of its own and has to enter.
  await chmod(folder, 0o755);
  const closers: (() => Promise<unknown>)[] = [
    () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  ];
  const running = { url: process.env.BENCH_URL, databaseUrl: process.env.DATABASE_URL };
  const port = await freePort();

  async function start(program: Program): Promise<void> {
    const started = await startProgram({ ...program, folder });
    closers.push(started.stop);
  }

  const database = once(async () => {
    const starting = startPostgres({ folder, password: randomBytes(16).toString("hex") });
    // Before it is up, so that a Ctrl-C meanwhile ends it as well.
    closers.push(async () => (await starting).stop());
    const { url } = await starting;
    await migrateDatabase(url);
    // The services under test read the same variables as a server does.
    Object.assign(process.env, {
      DATABASE_URL: url,
      ATELIER_DATA: folder,
      ATELIER_LAUNCHER_PID: String(process.pid),
      NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
      NEXTAUTH_URL: `http://localhost:${port}`,
    });
    const db = openDatabase(url, { maxConnections: 16 });
    closers.push(() => db.$client.end({ timeout: 2 }));
    return { url, db };
  });

  const web = once(async () => {
    if (running.url) return { url: running.url.replace(/\/$/, ""), databaseUrl: running.databaseUrl ?? "" };
    const { url: databaseUrl, db } = await database();
    await buildIfStale();
    await seedDemo(db, folderBlobStore(path.join(folder, "blobs")), note);
    const url = `http://localhost:${port}`;
    const args = ["node_modules/next/dist/bin/next", "start", "-p", String(port)];
    await start({
      name: "web",
      args,
      environment: { NODE_ENV: "production" },
      readyUrl: `${url}/api/health`,
    });
    return { url, databaseUrl };
  });

  return {
    isQuick: process.env.BENCH_QUICK === "1",
    folder,
    database,
    web,
    serve: async (entry, environment) => {
      await database();
      const own = await freePort();
      const url = `http://127.0.0.1:${own}`;
      const args = ["--import", "tsx", path.join("e2e/bench", entry)];
      await start({
        name: entry,
        args,
        environment: { ...environment, PORT: String(own), NODE_ENV: "production" },
        readyUrl: url,
      });
      return url;
    },
    // Asked for twice after a Ctrl-C, by its handler and by the bench that then failed: both wait for the one end.
    close: once(async () => {
      for (const close of closers.reverse()) await close().catch((error) => note(String(error)));
    }),
  };
}

function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}
