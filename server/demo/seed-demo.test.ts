import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { countDemoContent, findTeamBySlug } from "@/db/queries/demo";
import { team } from "@/db/schema/identity";
import { asSystem } from "@/db/scope";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { BlobStore } from "../blobs/blob-store";
import { folderBlobStore } from "../blobs/folder-blob-store";
import { DEMO_TEAM } from "./seed/seed-team";
import { seedDemo } from "./seed-demo";

let database: TestDatabase;
let blobs: BlobStore;

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.ATELIER_DATA = await mkdtemp(join(tmpdir(), "atelier-demo-test-"));
  blobs = folderBlobStore(join(process.env.ATELIER_DATA, "blobs"));
});
afterAll(() => database.drop());

async function content() {
  const demo = await asSystem(database.db, (tx) => findTeamBySlug(tx, { slug: DEMO_TEAM }));
  if (!demo) throw new Error("no demo team");
  return asSystem(database.db, (tx) => countDemoContent(tx, { teamId: demo.id }));
}

/** A store that dies at its nth write, as a process would. */
function dyingStore(writes: number): BlobStore {
  let left = writes;
  return {
    ...blobs,
    put: (...args) => {
      left -= 1;
      if (left < 0) throw new Error("killed");
      return blobs.put(...args);
    },
  };
}

it("completes what a killed start left, whenever it was killed", { timeout: 180_000 }, async () => {
  for (const writes of [10, 120, 400, 560]) {
    await expect(seedDemo(database.db, dyingStore(writes))).rejects.toThrow();
  }
  await seedDemo(database.db, blobs);
  expect(await content()).toEqual({ models: 2, runs: 2, scores: 2, quizItems: 67, playing: 1 });
});

it("does nothing when all is there, and leaves a deleted demo deleted", { timeout: 60_000 }, async () => {
  const lines: string[] = [];
  await seedDemo(database.db, blobs, (line) => lines.push(line));
  expect(lines).toEqual([]);
  await asSystem(database.db, (tx) => tx.update(team).set({ deletedAt: new Date() }));
  await seedDemo(database.db, blobs, (line) => lines.push(line));
  expect(lines).toEqual([]);
});
