import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { createTestDatabase } from "@/db/test-database";
import { Slug } from "@/lib/ids";
import type { TeamAccess } from "@/server/access";
import { makeTeam, makeUser, testAccess } from "@/server/testing";
import { ListImages, listDatasetImages } from "../../images/list-images";
import { getJob } from "../../jobs/get-job";
import { runJob } from "../../jobs/run-job";
import { startImport } from "../../jobs/start-import";
import { createUpload } from "../../uploads/create-upload";
import { receivePart } from "../../uploads/receive-part";
import { createDataset } from "../create-dataset";

export type TestFiles = Record<string, Buffer>;

/** A migrated database with one person in one team, a data folder of its own, and what tests do with imports there. */
export async function openImportStage() {
  process.env.ATELIER_DATA = await mkdtemp(path.join(tmpdir(), "atelier-data-"));
  const test = await createTestDatabase();
  const { user, actor } = await makeUser(test.db);
  const team = await makeTeam(test.db, { owner: user.id });
  const access = await testAccess(test.db, actor, team.slug);
  return { test, access, tester: importTester(access) };
}

/** What tests do with imports, for one person in one team. */
export function importTester(access: TeamAccess) {
  async function newDataset(name = "Set"): Promise<string> {
    return (await createDataset(access, { name })).slug;
  }

  async function upload(fileName: string, bytes: Buffer) {
    const announced = { team: Slug.parse(access.team.slug), fileName, bytes: bytes.length };
    const { id } = await createUpload(access, announced, { maxBytes: 1e9 });
    await receivePart(access, { uploadId: id, offset: 0, body: new Blob([new Uint8Array(bytes)]).stream() });
    return id;
  }

  async function start(dataset: string, files: TestFiles) {
    const uploadIds = [];
    for (const [fileName, bytes] of Object.entries(files)) uploadIds.push(await upload(fileName, bytes));
    return startImport(access, { dataset, uploadIds });
  }

  async function importFiles(dataset: string, files: TestFiles) {
    const { id } = await start(dataset, files);
    await runJob(access, id);
    return getJob(access, { job: id });
  }

  function list(dataset: string) {
    return listDatasetImages(access, ListImages.parse({ dataset, limit: 500 }));
  }

  return { newDataset, upload, start, importFiles, list };
}

/** A small picture of one colour. */
export function plainPicture(format: "png" | "jpeg" = "png", background = "#336699"): Promise<Buffer> {
  return sharp({ create: { width: 64, height: 48, channels: 3, background } })
    .toFormat(format)
    .toBuffer();
}
