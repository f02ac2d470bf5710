import { readdir } from "node:fs/promises";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestDatabase } from "@/db/test-database";
import type { TeamAccess } from "@/server/access";
import { getJob } from "../../jobs/get-job";
import { runJob } from "../../jobs/run-job";
import { startImport } from "../../jobs/start-import";
import { listDatasetLabels } from "../../labels/manage-labels";
import { uploadFolder } from "../../uploads/upload-folder";
import { deleteDataset } from "../change-dataset";
import { cocoJson, vocXml, zipOf } from "./test-archives";
import { type importTester, openImportStage, plainPicture } from "./test-import";

let test: TestDatabase;
let access: TeamAccess;
let tester: ReturnType<typeof importTester>;

beforeAll(async () => {
  ({ test, access, tester } = await openImportStage());
});
afterAll(() => test.drop());

describe("two imports at once", () => {
  it("of the same zip into one dataset bring each picture and box once, and neither fails", async () => {
    const dataset = await tester.newDataset();
    const zip = await manyPictures(40, ["cat", "dog"]);
    const turned = await manyPictures(40, ["dog", "cat"]);
    const jobs = [
      await tester.start(dataset, { "one.zip": zip }),
      await tester.start(dataset, { "two.zip": turned }),
    ];
    await Promise.all(jobs.map(({ id }) => runJob(access, id)));
    const done = await Promise.all(jobs.map(({ id }) => getJob(access, { job: id })));
    expect(done.map(({ status }) => status)).toEqual(["succeeded", "succeeded"]);
    const added = done.map(({ report }) => report?.images.added ?? 0);
    expect((added[0] ?? 0) + (added[1] ?? 0)).toBe(40);
    const page = await tester.list(dataset);
    expect(page.total).toBe(40);
    expect(page.items.every(({ annotations }) => annotations.length === 2)).toBe(true);
    const labels = await listDatasetLabels(access, { dataset });
    expect(labels.map(({ name }) => name).sort()).toEqual(["cat", "dog"]);
    expect(new Set(labels.map(({ hue }) => hue)).size).toBe(2);
  }, 60_000);

  it("of the same pictures into two datasets do not wait for each other in a ring", async () => {
    const zip = await manyPictures(24, ["a"]);
    const jobs = await Promise.all(
      [await tester.newDataset(), await tester.newDataset()].map((dataset) =>
        tester.start(dataset, { "s.zip": zip }),
      ),
    );
    await Promise.all(jobs.map(({ id }) => runJob(access, id)));
    for (const { id } of jobs) expect((await getJob(access, { job: id })).report?.images.added).toBe(24);
  }, 60_000);
});

describe("a start that is asked for twice", () => {
  it("is one import: the answer to the first may have been lost on its way", async () => {
    const dataset = await tester.newDataset();
    const upload = await tester.upload("a.png", await plainPicture());
    const first = await startImport(access, { dataset, uploadIds: [upload] });
    const again = await startImport(access, { dataset, uploadIds: [upload] });
    expect(again.id).toBe(first.id);
    await runJob(access, first.id);
    expect((await startImport(access, { dataset, uploadIds: [upload] })).status).toBe("succeeded");
  });

  it("but files that another import is at are refused", async () => {
    const dataset = await tester.newDataset();
    const upload = await tester.upload("a.png", await plainPicture());
    await startImport(access, { dataset, uploadIds: [upload] });
    const other = await tester.newDataset();
    await expect(startImport(access, { dataset: other, uploadIds: [upload] })).rejects.toMatchObject({
      reason: "import.uploadMissing",
    });
  });
});

describe("a dataset that is deleted during an import", () => {
  it("ends the import with that reason, brings nothing more, and leaves no files behind", async () => {
    const dataset = await tester.newDataset();
    const before = await readdir(uploadFolder()).catch(() => []);
    const job = await tester.start(dataset, { "s.zip": await manyPictures(30, ["a"]) });
    let puts = 0;
    const blobs: TeamAccess["blobs"] = {
      ...access.blobs,
      async put(...args) {
        puts += 1;
        if (puts === 20) await deleteDataset(access, { dataset });
        return access.blobs.put(...args);
      },
    };
    await runJob({ db: access.db, blobs }, job.id);
    const ended = await getJob(access, { job: job.id });
    expect([ended.status, ended.failure?.reason]).toEqual(["failed", "import.datasetDeleted"]);
    expect(await readdir(uploadFolder())).toEqual(before);
    await expect(tester.list(dataset)).rejects.toMatchObject({ reason: "dataset.notFound" });
  }, 60_000);
});

describe("what an import leaves on the disk", () => {
  it.each([
    ["succeeds", async () => ({ "a.png": await plainPicture() })],
    ["is refused", async () => ({ "a.txt": Buffer.from("no picture") })],
  ])("is nothing of its uploads, when it %s", async (_, files) => {
    const before = await readdir(uploadFolder()).catch(() => []);
    await tester.importFiles(await tester.newDataset(), await files());
    expect(await readdir(uploadFolder())).toEqual(before);
  });
});

describe("names that would break a database or a page", () => {
  it("are cleaned on their way in: NUL, half characters, endless ones; markup stays text", async () => {
    const dataset = await tester.newDataset();
    const long = "긴".repeat(199);
    const names = [
      "a\u0000b",
      "half \ud800",
      `${long}👍🏽`,
      "<img src=x onerror=alert(1)>",
      "  ",
      "__proto__",
    ];
    const json = cocoJson({
      images: [
        { id: 1, file_name: "a.png", width: 64, height: 48 },
        { id: 2, file_name: "gone\u0000\ud800.png", width: 64, height: 48 },
      ],
      categories: names.map((name, id) => ({ id, name })),
      annotations: [
        ...names.map((_, id) => ({
          id,
          image_id: 1,
          category_id: id,
          bbox: [id, 1, 5, 5],
          attributes: { "k\u0000": "v\u0000\ud800", constructor: "x" },
        })),
        { id: 99, image_id: 2, category_id: 0, bbox: [1, 1, 5, 5] },
      ],
    });
    const { status, report } = await tester.importFiles(dataset, {
      "a.png": await plainPicture(),
      "l.json": json,
    });
    expect(status).toBe("succeeded");
    expect(report?.annotations).toMatchObject({ added: 5, skipped: 2 });
    expect(report?.labels).toEqual([
      "a b",
      "half \ufffd",
      expect.stringMatching(/^긴+$|^긴+\ufffd?$/),
      "<img src=x onerror=alert(1)>",
      "__proto__",
    ]);
    expect(report?.skipped.find(({ reason }) => reason === "pictureMissing")?.args?.picture).toBe(
      "gone \ufffd.png",
    );
  });

  it("numbers beyond all measure are boxes outside, not failures", async () => {
    const dataset = await tester.newDataset();
    const boxes = [
      [1e308, 0, 1e308, 5],
      [-1e308, -1e308, 1e308, 1e308],
      [0, 0, 1e308, 1e308],
      [5, 5, -1, 4],
      [63.999999, 1, 1e-9, 1],
    ];
    const json = cocoJson({
      images: [{ id: 1, file_name: "a.png" }],
      categories: [{ id: 1, name: "c" }],
      annotations: boxes.map((bbox, id) => ({ id, image_id: 1, category_id: 1, bbox })),
    });
    const { status, report } = await tester.importFiles(dataset, {
      "a.png": await plainPicture(),
      "l.json": json,
    });
    expect(status).toBe("succeeded");
    expect(report?.annotations).toEqual({ read: 5, added: 2, known: 0, changed: 1, skipped: 3 });
  });
});

/** A VOC zip of different little pictures, each with a box of every label. */
async function manyPictures(count: number, labels: string[]): Promise<Buffer> {
  const members = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const background = { r: (index * 37) % 256, g: (index * 91) % 256, b: index };
      const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background } })
        .png()
        .toBuffer();
      const fileName = `${index}.png`;
      const boxes = labels.map((label) => ({ label, x: label.length, y: 2, width: 9, height: 9 }));
      const xml = vocXml({ fileName, widthPx: 64, heightPx: 48, boxes });
      return [
        { name: fileName, bytes },
        { name: `${index}.xml`, bytes: xml },
      ];
    }),
  );
  return zipOf(members.flat());
}
