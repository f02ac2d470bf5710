import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres } from "./postgres";

const password = "a-password-of-this-test-only-0123456789";
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "atelier-launch-"));
  // Started by root, Postgres runs as a user of its own and has to enter.
  await chmod(folder, 0o711);
});
afterAll(async () => {
  await (await startPostgres({ folder, password })).stop();
  await rm(folder, { recursive: true, force: true });
});

async function query(url: string, statement: string) {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end();
  }
}

describe("the embedded Postgres", () => {
  it("is adopted by the next launcher when the last one was killed", { timeout: 90_000 }, async () => {
    const first = await startPostgres({ folder, password });
    await query(first.url, "create table kept (n int)");
    const second = await startPostgres({ folder, password });
    expect({ adopted: second.adopted, port: second.port, pid: second.pid }).toEqual({
      adopted: true,
      port: first.port,
      pid: first.pid,
    });
  });

  it("comes back with every acknowledged row after kill -9", { timeout: 90_000 }, async () => {
    const server = await startPostgres({ folder, password });
    await query(server.url, "insert into kept values (42)");
    process.kill(server.pid, "SIGKILL");
    while (server.isAlive()) await sleep(20);
    const again = await startPostgres({ folder, password, port: server.port });
    expect(again.adopted).toBe(false);
    expect(await query(again.url, "select n from kept")).toEqual([{ n: 42 }]);
  });

  it("ends within a few seconds with a client connected, and starts again after that", {
    timeout: 90_000,
  }, async () => {
    const server = await startPostgres({ folder, password });
    const idle = postgres(server.url, { max: 1, onnotice: () => undefined, onclose: () => undefined });
    await idle`select 1`;
    const startedAt = Date.now();
    await server.stop();
    expect(server.isAlive()).toBe(false);
    expect(Date.now() - startedAt).toBeLessThan(9000);
    await idle.end({ timeout: 1 }).catch(() => undefined);
    expect((await startPostgres({ folder, password })).adopted).toBe(false);
  });

  it("does not mind a pid file whose pid another program has now, and leaves that program alone", {
    timeout: 90_000,
  }, async () => {
    const server = await startPostgres({ folder, password });
    process.kill(server.pid, "SIGKILL");
    while (server.isAlive()) await sleep(20);
    // As after a power cut; this process stands for the other program.
    const cluster = await clusterFolder();
    const file = path.join(cluster, "postmaster.pid");
    const [, ...rest] = (await readFile(file, "utf8")).split("\n");
    await writeFile(file, [process.pid, ...rest].join("\n"));
    expect((await startPostgres({ folder, password })).adopted).toBe(false);
  });

  it("says that the password was replaced, rather than wait for a minute", { timeout: 90_000 }, async () => {
    await (await startPostgres({ folder, password })).stop();
    const startedAt = Date.now();
    await expect(startPostgres({ folder, password: `${password}-another` })).rejects.toThrow(/secrets.json/);
    expect(Date.now() - startedAt).toBeLessThan(20_000);
  });
});

/** Beside the folder's own things, or elsewhere when root's Postgres cannot enter. */
async function clusterFolder(): Promise<string> {
  const home = await readFile(path.join(folder, "postgres-home"), "utf8").catch(() => null);
  return home === null ? path.join(folder, "postgres") : path.join(home, "data");
}
