import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openOwnerDatabase } from "@/db/client";
import { asSystem } from "@/db/scope";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { notifyChange, subscribeTopic } from "./change-bus";

let database: TestDatabase;
const keepListening = new AbortController();
beforeAll(async () => {
  database = await createTestDatabase();
  // The bus's own first connection wakes everybody once; it is not what these tests are about.
  const first = subscribeTopic("warm-up", keepListening.signal, database.db);
  await first.next();
  await first.next();
});
afterAll(async () => {
  keepListening.abort();
  await database.drop();
});

function watch(topic: string) {
  const stop = new AbortController();
  const wakes = subscribeTopic(topic, stop.signal, database.db);
  return { stop, next: () => wakes.next() };
}

async function notify(topic: string) {
  await asSystem(database.db, (tx) => notifyChange(tx, topic));
}

/** Resolves once the bus is connected and the watcher has taken every wake-up so far. */
async function settled(watcher: ReturnType<typeof watch>, topic: string) {
  await watcher.next();
  const woken = watcher.next();
  await notify(topic);
  await woken;
}

test("a committed notification wakes the watchers of its topic, and nobody else", async () => {
  const watcher = watch("image:1");
  await settled(watcher, "image:1");
  const woken = watcher.next();
  await notify("image:2");
  const early = await Promise.race([
    woken,
    new Promise((resolve) => setTimeout(() => resolve("still asleep"), 150)),
  ]);
  expect(early).toBe("still asleep");
  await notify("image:1");
  expect(await woken).toEqual({ done: false, value: undefined });
  watcher.stop.abort();
  expect((await watcher.next()).done).toBe(true);
});

test("a rolled back transaction wakes nobody", async () => {
  const watcher = watch("image:3");
  await settled(watcher, "image:3");
  const woken = watcher.next();
  await asSystem(database.db, async (tx) => {
    await notifyChange(tx, "image:3");
    throw new Error("changed my mind");
  }).catch(() => undefined);
  const early = await Promise.race([
    woken,
    new Promise((resolve) => setTimeout(() => resolve("still asleep"), 150)),
  ]);
  expect(early).toBe("still asleep");
  watcher.stop.abort();
});

test("a killed connection is mended, and the mending itself wakes, since something may have been missed", async () => {
  const watcher = watch("image:4");
  await settled(watcher, "image:4");
  const owner = openOwnerDatabase(database.url);
  await owner.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
    where query ilike 'listen%' and datname = current_database()`);
  await owner.$client.end();
  await watcher.next();
  const woken = watcher.next();
  await notify("image:4");
  expect((await woken).done).toBe(false);
  watcher.stop.abort();
});
