import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestDatabase } from "@/db/test-database";
import type { JobId } from "@/lib/ids";
import type { TeamAccess } from "@/server/access";
import { folderBlobStore } from "@/server/blobs/folder-blob-store";
import { getJob } from "../../jobs/get-job";
import { runJob } from "../../jobs/run-job";
import { vocXml, zipOf } from "./test-archives";
import { type importTester, openImportStage } from "./test-import";

const PICTURES = 120;
const PROGRAM = path.resolve("server/services/datasets/import/test-run-job.ts");
let test: TestDatabase;
let access: TeamAccess;
let tester: ReturnType<typeof importTester>;
let blobFolder: string;

beforeAll(async () => {
  blobFolder = await mkdtemp(path.join(tmpdir(), "atelier-blobs-"));
  ({ test, access, tester } = await openImportStage());
});
afterAll(() => test.drop());

it("an import whose process is killed with -9, twice, ends whole in the third, with nothing doubled", async () => {
  const { newDataset, start, list } = tester;
  const dataset = await newDataset();
  const job = await start(dataset, { "many.zip": await manyPictures() });
  let before = 0;
  for (const wanted of [1, 40]) {
    const child = spawn(process.execPath, ["--import", "tsx", PROGRAM, test.url, blobFolder, job.id], {
      stdio: "ignore",
    });
    const ended = once(child, "exit");
    while (((await list(dataset)).total ?? 0) < wanted && child.exitCode === null) await sleep(20);
    child.kill("SIGKILL");
    await ended;
    const { total } = await list(dataset);
    expect(total).toBeGreaterThan(before);
    before = total ?? 0;
  }
  expect((await getJob(access, { job: job.id })).status).toBe("running");
  await runToEnd(job.id);
  const { status, report } = await getJob(access, { job: job.id });
  expect(status).toBe("succeeded");
  expect(report?.images).toEqual({ read: PICTURES, added: PICTURES, known: 0, skipped: 0 });
  expect(report?.annotations).toMatchObject({ read: PICTURES, added: PICTURES, skipped: 0 });
  const { items, total } = await list(dataset);
  expect(total).toBe(PICTURES);
  expect(
    items.every(({ annotations, annotationCount }) => annotations.length === 1 && annotationCount === 1),
  ).toBe(true);
}, 120_000);

/** The killed process's lock ends with its connection, which Postgres may notice a moment later. */
async function runToEnd(job: JobId): Promise<void> {
  const stores = { db: access.db, blobs: folderBlobStore(blobFolder) };
  for (let tries = 0; tries < 50; tries += 1) {
    await runJob(stores, job);
    if ((await getJob(access, { job })).finishedAt !== null) return;
    await sleep(200);
  }
}

async function manyPictures(): Promise<Buffer> {
  const members = await Promise.all(
    Array.from({ length: PICTURES }, async (_, index) => {
      const background = { r: index, g: (index * 53) % 256, b: 200 };
      const fileName = `${index}.png`;
      const boxes = [{ label: "a", x: 1, y: 2, width: 9, height: 9 }];
      return [
        {
          name: fileName,
          bytes: await sharp({ create: { width: 64, height: 48, channels: 3, background } })
            .png()
            .toBuffer(),
        },
        { name: `${index}.xml`, bytes: vocXml({ fileName, widthPx: 64, heightPx: 48, boxes }) },
      ];
    }),
  );
  return zipOf(members.flat());
}
