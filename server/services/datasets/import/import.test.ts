
import { copyFile, mkdir, mkdtemp, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { openTeam, type TeamAccess } from "@/server/access";
import { makeTeam, makeUser, testContext } from "@/server/testing";
import { startImport } from "../../jobs/start-import";
import { runJob } from "../../jobs/run-job";
import { getJob } from "../../jobs/get-job";
import { createDataset } from "../create-dataset";
import { createUpload } from "../../uploads/create-upload";
import { receivePart } from "../../uploads/receive-part";
import { freezeVersion } from "../../versions/freeze-version";
import { ZipFile } from "yazl";
import { buffer } from "node:stream/consumers";
import { Readable } from "node:stream";
import { listDatasetImages, ListImages } from "../../images/list-images";

let test: TestDatabase;
let access: TeamAccess;
beforeAll(async () => {
  process.env.ATELIER_DATA = await mkdtemp(path.join(tmpdir(), "atelier-data-"));
  test = await createTestDatabase();
  const { user, actor } = await makeUser(test.db);
  const team = await makeTeam(test.db, { owner: user.id });
  access = await openTeam(await testContext(test.db, actor), team.slug as never);
});
afterAll(() => test.drop());

async function zipOf(folder: string) {
  const zip = new ZipFile();
  for (const sub of await readdir(folder)) for (const f of await readdir(path.join(folder, sub))) zip.addFile(path.join(folder, sub, f), `raccoon/${sub}/${f}`);
  zip.end();
  return buffer(zip.outputStream as Readable);
}
describe("import", () => {
  it("raccoon", async () => {
    const bytes = await zipOf(path.resolve("../shared/data/voc_raccoon"));
    const ds = await createDataset(access, { name: "Raccoons" });
    for (let i = 0; i < 2; i++) {
    const up = await createUpload(access, { team: access.team.slug as never, fileName: "raccoon.zip", bytes: bytes.length }, { maxBytes: 1e9 });
    await receivePart(access, { uploadId: up.id, offset: 0, body: Readable.toWeb(Readable.from([bytes])) as never });
    const job = await startImport(access, { dataset: ds.slug, uploadIds: [up.id] });
    const t = Date.now();
    await runJob(access, job.id);
    const done = await getJob(access, { job: job.id });
    console.log(Date.now() - t, JSON.stringify(done).slice(0, 1500));
    }
    const page = await listDatasetImages(access, ListImages.parse({ dataset: ds.slug }));
    console.log(page.total, page.next, JSON.stringify(page.items[1]), page.items.slice(0,12).map(i=>i.fileName));
    const split = { train: 0.8, val: 0, test: 0.2, seed: 1, keepImported: true, nearDuplicateBits: 4 };
    console.log(await freezeVersion(access, { dataset: ds.slug, split }), await freezeVersion(access, { dataset: ds.slug, split }));
  }, 120000);
});
