import { buffer } from "node:stream/consumers";
import iconv from "iconv-lite";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromBufferPromise } from "yauzl";
import type { TestDatabase } from "@/db/test-database";
import { ImageId } from "@/lib/ids";
import type { TeamAccess } from "@/server/access";
import { subscribeTopic } from "@/server/realtime/change-bus";
import { imageTopic } from "../../annotations/image-topic";
import { openResult } from "../../jobs/open-result";
import { runJob } from "../../jobs/run-job";
import { startExport } from "../../jobs/start-export";
import { listDatasetLabels } from "../../labels/manage-labels";
import { cocoJson, vocXml, zipOf } from "./test-archives";
import { type importTester, openImportStage, plainPicture } from "./test-import";

let test: TestDatabase;
let access: TeamAccess;
let tester: ReturnType<typeof importTester>;

beforeAll(async () => {
  ({ test, access, tester } = await openImportStage());
});
afterAll(() => test.drop());

const BOX = { label: "cat", x: 1, y: 2, width: 5, height: 6 };

function voc(fileName: string, size: { widthPx: number; heightPx: number } = SIZE) {
  return vocXml({ fileName, ...size, boxes: [BOX] });
}
const SIZE = { widthPx: 64, heightPx: 48 };

function coco(
  fileNames: string[],
  size: { width: number; height: number } | null = { width: 64, height: 48 },
) {
  return cocoJson({
    images: fileNames.map((file_name, index) => ({ id: index + 1, file_name, ...size })),
    categories: [{ id: 1, name: "cat" }],
    annotations: fileNames.map((_, index) => ({
      id: index + 1,
      image_id: index + 1,
      category_id: 1,
      bbox: [1, 2, 5, 6],
    })),
  });
}

describe("annotations that come without their pictures", () => {
  it.each([
    ["a COCO json by itself", async () => ({ "labels.json": coco(["a.png", "b.png"]) })],
    ["a VOC xml for each picture", async () => ({ "a.xml": voc("a.png"), "b.xml": voc("b.png") })],
    [
      "a zip of VOC files",
      async () => ({
        "labels.zip": await zipOf([
          { name: "Annotations/a.xml", bytes: voc("a.png") },
          { name: "Annotations/b.xml", bytes: voc("b.png") },
        ]),
      }),
    ],
    ["paths of somebody's own disk", async () => ({ "x.json": coco(["C:\\data\\a.png", "./images/b.png"]) })],
  ])("go to the pictures of the same names: %s; and a second time nothing is added", async (_, files) => {
    const dataset = await twoPictures();
    const first = await tester.importFiles(dataset, await files());
    expect(first.report?.images).toEqual({ read: 2, added: 0, known: 2, skipped: 0 });
    expect(first.report?.annotations).toEqual({ read: 2, added: 2, known: 0, changed: 0, skipped: 0 });
    expect(await boxesOf(dataset)).toEqual({ "a.png": 1, "b.png": 1 });
    const second = await tester.importFiles(dataset, await files());
    expect(second.report?.annotations).toEqual({ read: 2, added: 0, known: 2, changed: 0, skipped: 0 });
    expect(await boxesOf(dataset)).toEqual({ "a.png": 1, "b.png": 1 });
  });

  it.each([
    ["NFC", "너구리.png".normalize("NFC"), undefined],
    ["NFD", "너구리.png".normalize("NFD"), undefined],
    ["percent-encoded", encodeURIComponent("너구리.png"), undefined],
    ["a CP949 zip's xml, known by its own name", "other.png", iconv.encode("너구리.xml", "cp949")],
  ])("find a Korean name however it is written: %s", async (_, named, rawName) => {
    const dataset = await tester.newDataset();
    await tester.importFiles(dataset, { "너구리.png": await plainPicture() });
    const xml = voc(named);
    const files = rawName
      ? { "l.zip": await zipOf([{ name: "x", rawName, bytes: xml }]) }
      : { "labels.xml": xml };
    expect((await tester.importFiles(dataset, files)).report?.annotations.added).toBe(1);
  });

  it("are told apart by size where two pictures share a name, and left out where nothing tells", async () => {
    const dataset = await tester.newDataset();
    const small = await plainPicture();
    const zip = await zipOf([
      { name: "cats/1.png", bytes: small },
      { name: "dogs/1.png", bytes: await bigPicture() },
    ]);
    await tester.importFiles(dataset, { "two.zip": zip });
    await tester.importFiles(dataset, { "1.xml": voc("1.png", { widthPx: 80, heightPx: 60 }) });
    expect(await boxesOf(dataset)).toEqual({ "cats/1.png": 0, "dogs/1.png": 1 });
    await tester.importFiles(dataset, { "labels.json": coco(["cats/1.png"], null) });
    expect(await boxesOf(dataset)).toEqual({ "cats/1.png": 1, "dogs/1.png": 1 });
    const { failure } = await tester.importFiles(dataset, { "labels.json": coco(["1.png"], null) });
    expect(failure?.reason).toBe("import.noPictureMatches");
  });

  it("do not go to a picture of another size, and the report says which", async () => {
    const dataset = await twoPictures();
    const { report } = await tester.importFiles(dataset, {
      "a.xml": voc("a.png", { widthPx: 640, heightPx: 480 }),
      "b.xml": voc("b.png"),
      "c.xml": voc("c.png"),
    });
    expect(report?.annotations).toMatchObject({ read: 3, added: 1, skipped: 2 });
    expect(report?.skipped).toEqual([
      {
        file: "a.xml",
        reason: "pictureOtherSize",
        args: { picture: "a.png", count: 1, claimed: "640×480", true: "64×48" },
      },
      { file: "c.xml", reason: "pictureMissing", args: { picture: "c.png", count: 1 } },
    ]);
  });

  it("are refused whole, and make no label, when the dataset has none of their pictures", async () => {
    const dataset = await twoPictures();
    const { status, failure } = await tester.importFiles(dataset, { "x.json": coco(["z.png"]) });
    expect([status, failure?.reason, failure?.args]).toEqual([
      "failed",
      "import.noPictureMatches",
      { picture: "z.png" },
    ]);
    expect(await listDatasetLabels(access, { dataset })).toEqual([]);
  });

  it("come along with new pictures in one import", async () => {
    const dataset = await twoPictures();
    const { report } = await tester.importFiles(dataset, {
      "c.png": await plainPicture("png", "#00ff00"),
      "labels.json": coco(["a.png", "c.png"]),
    });
    expect(report?.images).toEqual({ read: 2, added: 1, known: 1, skipped: 0 });
    expect(await boxesOf(dataset)).toEqual({ "a.png": 1, "b.png": 0, "c.png": 1 });
  });

  it("of an export fit the pictures whose names the export had to change", async () => {
    const dataset = await tester.newDataset();
    const zip = await zipOf([
      { name: "cats/1.png", bytes: await plainPicture("png", "#111111") },
      { name: "dogs/1.png", bytes: await plainPicture("png", "#eeeeee") },
      { name: "cats/1.xml", bytes: voc("1.png") },
      { name: "dogs/1.xml", bytes: voc("1.png") },
    ]);
    await tester.importFiles(dataset, { "two.zip": zip });
    const job = await startExport(access, { dataset, format: "coco" });
    await runJob(access, job.id);
    const exported = await buffer(await (await openResult(access, { job: job.id })).open());
    const json = await memberOf(exported, "annotations/instances.json");
    const { report } = await tester.importFiles(dataset, { "instances.json": json });
    expect(report?.annotations).toEqual({ read: 2, added: 0, known: 2, changed: 0, skipped: 0 });
  });
});

describe("an import onto pictures that somebody has open", () => {
  it("wakes their editors, once it is committed, with the new operations' numbers moved on", async () => {
    const dataset = await twoPictures();
    const [image] = (await tester.list(dataset)).items;
    const stop = new AbortController();
    const wakes = subscribeTopic(imageTopic(ImageId.parse(image?.id)), stop.signal, test.db);
    await wakes.next();
    const woken = nextOf(wakes, 10_000);
    await tester.importFiles(dataset, { "labels.json": coco(["a.png"]) });
    expect(await woken).toBe("woken");
    stop.abort();
  });
});

async function twoPictures(): Promise<string> {
  const dataset = await tester.newDataset();
  await tester.importFiles(dataset, {
    "a.png": await plainPicture(),
    "b.png": await plainPicture("png", "#aa0000"),
  });
  return dataset;
}

async function bigPicture(): Promise<Buffer> {
  return sharp({ create: { width: 80, height: 60, channels: 3, background: "#004400" } })
    .png()
    .toBuffer();
}

async function boxesOf(dataset: string) {
  const { items } = await tester.list(dataset);
  return Object.fromEntries(items.map(({ fileName, annotations }) => [fileName, annotations.length]));
}

async function memberOf(bytes: Buffer, name: string): Promise<Buffer> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  for await (const entry of zip.eachEntry())
    if (entry.fileName === name) return buffer(await zip.openReadStreamPromise(entry));
  throw new Error(`the zip has no ${name}`);
}

function nextOf(wakes: AsyncGenerator<void>, waitMs: number): Promise<"woken" | "silence"> {
  const silence = new Promise<"silence">((resolve) => setTimeout(() => resolve("silence"), waitMs).unref());
  return Promise.race([wakes.next().then(() => "woken" as const), silence]);
}
