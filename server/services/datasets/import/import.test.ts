import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import iconv from "iconv-lite";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestDatabase } from "@/db/test-database";
import type { TeamAccess } from "@/server/access";
import { missingSharedData, SHARED_DATA } from "@/server/shared-data";
import { deleteImages } from "../../images/change-images";
import { cancelJob } from "../../jobs/cancel-job";
import { getJob } from "../../jobs/get-job";
import { openResult } from "../../jobs/open-result";
import { runJob } from "../../jobs/run-job";
import { startExport } from "../../jobs/start-export";
import { cocoJson, vocXml, zipOf } from "./test-archives";
import { type importTester, openImportStage, plainPicture } from "./test-import";

/** A test on the shared pictures. */
const itOnSharedData = it.skipIf(missingSharedData);
let test: TestDatabase;
let access: TeamAccess;
let newDataset: ReturnType<typeof importTester>["newDataset"];
let start: ReturnType<typeof importTester>["start"];
let importFiles: ReturnType<typeof importTester>["importFiles"];
let list: ReturnType<typeof importTester>["list"];

beforeAll(async () => {
  const stage = await openImportStage();
  ({ test, access } = stage);
  ({ newDataset, start, importFiles, list } = stage.tester);
});
afterAll(() => test.drop());

describe("importing a Pascal VOC zip", () => {
  itOnSharedData(
    "brings the raccoon set in whole, and nothing of it twice",
    async () => {
      const dataset = await newDataset();
      const files = await filesUnder("voc_raccoon");
      const zip = await zipOf(files.map(({ name, bytes }) => ({ name: `raccoon/${name}`, bytes })));
      const first = await importFiles(dataset, { "raccoon.zip": zip });
      // Four of the 200 files hold the same bytes as another.
      expect(first.report?.images).toEqual({ read: 200, added: 196, known: 4, skipped: 0 });
      expect(first.report?.labels).toEqual(["raccoon"]);
      const second = await importFiles(dataset, { "raccoon.zip": zip });
      expect(second.report?.images).toEqual({ read: 200, added: 0, known: 200, skipped: 0 });
      expect(second.report?.annotations.added).toBe(0);
      const page = await list(dataset);
      expect(page.items[1]?.fileName).toBe("raccoon-2.jpg");
      expect(page.items[1]?.annotations[0]?.geometry).toEqual({
        type: "box",
        x: 59,
        y: 50,
        width: 403,
        height: 449,
      });
    },
    120_000,
  );

  itOnSharedData("reads the format sample with its split lists, and says what it leaves out", async () => {
    const dataset = await newDataset();
    const zip = await zipOf(await filesUnder("formats/voc"));
    const { report } = await importFiles(dataset, { "voc.zip": zip });
    expect(report?.format).toBe("voc");
    expect(report?.skipped.map(({ reason }) => reason)).toContain("partsNotRead");
    // The sample's two pictures are the same bytes; the one with boxes is kept.
    expect(report?.changed.map(({ file, reason }) => [file, reason])).toEqual([
      ["JPEGImages/2007_000002.jpg", "sameBytes"],
    ]);
    const page = await list(dataset);
    expect(
      page.items.map(({ fileName, importedSplit, annotationCount }) => [
        fileName,
        importedSplit,
        annotationCount,
      ]),
    ).toEqual([["2007_000001.jpg", "train", 2]]);
  });
});

describe("importing COCO", () => {
  itOnSharedData(
    "reads several files and splits out of one zip, and keeps boxes to the last bit",
    async () => {
      const dataset = await newDataset();
      const zip = await zipOf(await filesUnder("formats/coco"));
      const { report } = await importFiles(dataset, { "coco.zip": zip });
      expect(report?.format).toBe("coco");
      const page = await list(dataset);
      expect(page.items.map(({ fileName, importedSplit }) => [fileName, importedSplit])).toEqual([
        ["train/a.jpg", "train"],
        ["val/b.jpg", "val"],
      ]);
      expect(page.items[0]?.annotations[0]?.geometry).toEqual({
        type: "box",
        x: 2,
        y: 2,
        width: 3,
        height: 1,
      });
    },
  );

  it("takes loose pictures and their json as one import, with gapped, zero and string ids", async () => {
    const dataset = await newDataset();
    const json = cocoJson({
      images: [{ id: "x", file_name: "a.png", width: 64, height: 48 }],
      categories: [
        { id: 0, name: "zero" },
        { id: 9_000_000_001, name: "<img onerror=alert(1)>" },
      ],
      annotations: [
        { id: 1, image_id: "x", category_id: 0, bbox: [0.1, 0.2, 10.30000001, 7.7] },
        { id: 1, image_id: "x", category_id: 0, bbox: [1, 1, 2, 2] },
        { id: 2, image_id: "x", category_id: 9_000_000_001, bbox: [60, 40, 50, 50], iscrowd: 1 },
        { id: 3, image_id: "x", category_id: 0, bbox: [100, 100, 5, 5] },
        { id: 4, image_id: "gone", category_id: 0, bbox: [1, 1, 2, 2] },
      ],
    });
    const { report } = await importFiles(dataset, { "a.png": await plainPicture(), "labels.json": json });
    const reasons = report?.skipped.map(({ reason }) => reason);
    expect(reasons).toEqual(
      expect.arrayContaining(["cocoAnnotationIdTwice", "cocoUnknownImage", "boxOutside", "crowdKept"]),
    );
    expect(report?.changed.map(({ reason }) => reason)).toEqual(["boxClipped"]);
    expect(report?.labels).toEqual(["zero", "<img onerror=alert(1)>"]);
    const [image] = (await list(dataset)).items;
    expect(image?.annotations.map(({ geometry }) => geometry)).toEqual([
      { type: "box", x: 0.1, y: 0.2, width: 10.30000001, height: 7.7 },
      { type: "box", x: 60, y: 40, width: 4, height: 8 },
    ]);
  });

  it("refuses a json that breaks off, and adds nothing", async () => {
    const dataset = await newDataset();
    const json = cocoJson({ images: [{ id: 1, file_name: "a.png" }], categories: [], annotations: [] });
    const job = await importFiles(dataset, {
      "a.png": await plainPicture(),
      "broken.json": json.subarray(0, json.length - 4),
    });
    expect([job.status, job.failure?.reason]).toEqual(["failed", "import.jsonUnreadable"]);
    expect((await list(dataset)).total).toBe(0);
  });
});

describe("bad pictures are left out with the reason, and the rest comes in", () => {
  it("names what is wrong with each", async () => {
    const dataset = await newDataset();
    const jpeg = await plainPicture("jpeg");
    const noise = await noisyJpeg();
    const huge = await sharp({
      create: { width: 16_000, height: 16_000, channels: 3, background: "#888" },
      limitInputPixels: false,
    })
      .png()
      .toBuffer();
    const { report } = await importFiles(dataset, {
      "good.jpg": jpeg,
      "text.jpg": Buffer.from("this is not a picture"),
      "drawing.svg": Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      "renamed.png": Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
      "huge.png": huge,
      "cut.jpg": noise.subarray(0, noise.length / 2),
      "animation.gif": Buffer.from("GIF89a\u0001\u0000\u0001\u0000", "latin1"),
    });
    const reasons = new Map(report?.skipped.map(({ file, reason }) => [file, reason]));
    expect(Object.fromEntries(reasons)).toEqual({
      "text.jpg": "notAPicture",
      "drawing.svg": "svgRefused",
      "renamed.png": "svgRefused",
      "huge.png": "tooManyPixels",
      "cut.jpg": "truncatedPicture",
      "animation.gif": "formatNotRead",
    });
    expect(report?.images).toEqual({ read: 7, added: 1, known: 0, skipped: 6 });
  }, 60_000);

  it("turns a CMYK JPEG into sRGB and a 16-bit PNG into 8 bits, and says so", async () => {
    const dataset = await newDataset();
    const cmyk = await sharp(await plainPicture("jpeg"))
      .toColourspace("cmyk")
      .jpeg()
      .toBuffer();
    const deep = await sharp(await plainPicture())
      .toColourspace("rgb16")
      .png()
      .toBuffer();
    const { report } = await importFiles(dataset, { "cmyk.jpg": cmyk, "deep.png": deep });
    expect(report?.images.added).toBe(2);
    expect(report?.changed).toEqual(
      expect.arrayContaining([
        { file: "cmyk.jpg", reason: "convertedToSrgb" },
        { file: "deep.png", reason: "reducedTo8Bit" },
      ]),
    );
  });
});

describe("EXIF orientation", () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    "%i: the picture stands upright and its box stays on the same pixels",
    async (orientation) => {
      const dataset = await newDataset();
      // A red patch at (10, 4) of a 64×32 picture as stored; the VOC file speaks of the stored frame when it is turned.
      const patch = await sharp({ create: { width: 8, height: 6, channels: 3, background: "#ff0000" } })
        .png()
        .toBuffer();
      const stored = await sharp({ create: { width: 64, height: 32, channels: 3, background: "#000000" } })
        .composite([{ input: patch, left: 10, top: 4 }])
        .jpeg({ quality: 100, chromaSubsampling: "4:4:4" })
        .withMetadata({ orientation })
        .toBuffer();
      const isTurned = orientation >= 5;
      const box = isTurned
        ? { x: 10, y: 4, width: 8, height: 6 }
        : await redPatch(await sharp(stored).autoOrient().toBuffer());
      const xml = vocXml({ fileName: "p.jpg", widthPx: 64, heightPx: 32, boxes: [{ label: "red", ...box }] });
      await importFiles(dataset, { "p.jpg": stored, "p.xml": xml });
      const [image] = (await list(dataset)).items;
      expect([image?.widthPx, image?.heightPx]).toEqual(isTurned ? [32, 64] : [64, 32]);
      const upright = await redPatch(await sharp(stored).autoOrient().toBuffer());
      expect(image?.annotations[0]?.geometry).toEqual({ type: "box", ...upright });
    },
  );
});

describe("zips that must not be opened", () => {
  it.each([
    ["../evil.jpg", "import.zip.parentPath"],
    ["/etc/evil.jpg", "import.zip.absolutePath"],
    ["a\\..\\evil.jpg", "import.zip.parentPath"],
    ["a\\evil.jpg", "import.zip.backslashPath"],
  ])("one with %s", async (name, reason) => {
    const dataset = await newDataset();
    const zip = await zipOf([
      { name: "ok.png", bytes: await plainPicture() },
      { name, rawName: Buffer.from(name), bytes: await plainPicture() },
    ]);
    const job = await importFiles(dataset, { "evil.zip": zip });
    expect([job.status, job.failure?.reason]).toEqual(["failed", reason]);
    expect((await list(dataset)).total).toBe(0);
  });

  it("a bomb, and a file that is no zip any more", async () => {
    const dataset = await newDataset();
    const bomb = await zipOf([{ name: "bomb.png", bytes: Buffer.alloc(32 * 1024 ** 2) }]);
    expect((await importFiles(dataset, { "bomb.zip": bomb })).failure?.reason).toBe("import.zipBomb");
    expect(
      (await importFiles(dataset, { "half.zip": bomb.subarray(0, bomb.length - 30) })).failure?.reason,
    ).toBe("import.zipUnreadable");
  });

  it("but symlinks and macOS's own files are only left out", async () => {
    const dataset = await newDataset();
    const zip = await zipOf([
      { name: "ok.png", bytes: await plainPicture() },
      { name: "link.png", bytes: Buffer.from("/etc/passwd"), mode: 0o120777 },
      { name: "__MACOSX/._ok.png", bytes: Buffer.from("x") },
    ]);
    const { report } = await importFiles(dataset, { "mac.zip": zip });
    expect(report?.images.added).toBe(1);
    expect(report?.skipped).toEqual([{ file: "link.png", reason: "symlink" }]);
  });
});

describe("Korean names", () => {
  it.each([
    ["NFC", Buffer.from("사진/너구리.png".normalize("NFC"))],
    ["NFD", Buffer.from("사진/너구리.png".normalize("NFD"))],
    ["CP949", iconv.encode("사진/너구리.png", "cp949")],
  ])("come through whole from a %s zip, and find their annotations", async (_, rawName) => {
    const dataset = await newDataset();
    const xml = vocXml({
      fileName: "너구리.png",
      widthPx: 64,
      heightPx: 48,
      boxes: [{ label: "너구리", x: 1, y: 1, width: 5, height: 5 }],
    });
    const zip = await zipOf([
      { name: "x", rawName, bytes: await plainPicture() },
      { name: "a.xml", bytes: xml },
    ]);
    await importFiles(dataset, { "한글.zip": zip });
    const [image] = (await list(dataset)).items;
    expect(image?.fileName).toBe("너구리.png");
    expect(image?.annotations).toHaveLength(1);
  });

  it("keeps two pictures of one name in two folders apart, each with its own boxes", async () => {
    const dataset = await newDataset();
    const one = (label: string) =>
      vocXml({
        fileName: "1.png",
        widthPx: 64,
        heightPx: 48,
        boxes: [{ label, x: 1, y: 1, width: 5, height: 5 }],
      });
    const zip = await zipOf([
      { name: "cats/1.png", bytes: await plainPicture("png", "#123456") },
      { name: "cats/1.xml", bytes: one("cat") },
      { name: "dogs/1.png", bytes: await plainPicture("png", "#654321") },
      { name: "dogs/1.xml", bytes: one("dog") },
    ]);
    const { report } = await importFiles(dataset, { "two.zip": zip });
    expect(report?.annotations).toMatchObject({ added: 2, skipped: 0 });
    const page = await list(dataset);
    expect(page.items.map(({ fileName, annotations }) => [fileName, annotations.length])).toEqual([
      ["cats/1.png", 1],
      ["dogs/1.png", 1],
    ]);
  });
});

describe("an import that is cut off", () => {
  itOnSharedData(
    "is finished by the next pass with nothing doubled, and counts what the first pass brought as its own",
    async () => {
      const dataset = await newDataset();
      const files = (await filesUnder("voc_raccoon")).filter(({ name }) => /raccoon-[1-4]?\d\./.test(name));
      const zip = await zipOf(files);
      const whole = (await importFiles(await newDataset(), { "some.zip": zip })).report;
      const job = await start(dataset, { "some.zip": zip });
      const dying = { ...access.blobs, put: failingAfter(60, access.blobs.put) };
      await expect(runJob({ db: access.db, blobs: dying }, job.id)).rejects.toThrow();
      const halfway = (await list(dataset)).total ?? 0;
      expect(halfway).toBeGreaterThan(0);
      expect(halfway).toBeLessThan(whole?.images.added ?? 0);
      await runJob(access, job.id);
      const done = await getJob(access, { job: job.id });
      expect(done.status).toBe("succeeded");
      expect(done.report?.images).toEqual(whole?.images);
      expect(done.report?.annotations).toEqual(whole?.annotations);
      expect((await list(dataset)).total).toBe(whole?.images.added);
    },
    60_000,
  );

  it("stops when it is asked to before it begins, and brings nothing", async () => {
    const dataset = await newDataset();
    const job = await start(dataset, { "a.png": await plainPicture() });
    await cancelJob(access, { job: job.id });
    await runJob(access, job.id);
    expect((await getJob(access, { job: job.id })).status).toBe("cancelled");
    expect((await list(dataset)).total).toBe(0);
  });
});

describe("leaving and coming back", () => {
  it("brings a deleted picture back with its boxes when it is imported again", async () => {
    const dataset = await newDataset();
    const files = {
      "a.png": await plainPicture(),
      "a.xml": vocXml({
        fileName: "a.png",
        widthPx: 64,
        heightPx: 48,
        boxes: [{ label: "a", x: 1, y: 1, width: 5, height: 5 }],
      }),
    };
    await importFiles(dataset, files);
    const [image] = (await list(dataset)).items;
    await deleteImages(access, { dataset, images: image ? [image.id] : [] });
    expect((await list(dataset)).total).toBe(0);
    const { report } = await importFiles(dataset, files);
    expect(report?.images.added).toBe(1);
    expect((await list(dataset)).items[0]?.annotations).toHaveLength(1);
  });

  it.each(["coco", "voc"] as const)(
    "an export as %s comes back as the same pictures and boxes, and adds nothing to where it came from",
    async (format) => {
      const dataset = await newDataset();
      const boxes = [{ label: "a & <b>", x: 1.25, y: 2, width: 5.1, height: 5 }];
      await importFiles(dataset, {
        "가.png": await plainPicture(),
        "가.xml": vocXml({ fileName: "가.png", widthPx: 64, heightPx: 48, boxes }),
      });
      const job = await startExport(access, { dataset, format });
      await runJob(access, job.id);
      const result = await openResult(access, { job: job.id });
      const zip = await buffer(await result.open());
      const again = await importFiles(dataset, { "export.zip": zip });
      expect(again.report?.images).toEqual({ read: 1, added: 0, known: 1, skipped: 0 });
      expect(again.report?.annotations.added).toBe(0);
      const other = await newDataset();
      await importFiles(other, { "export.zip": zip });
      const shapes = async (slug: string) =>
        (await list(slug)).items.map(({ annotations }) => annotations.map(({ geometry }) => geometry));
      expect(await shapes(other)).toEqual(await shapes(dataset));
    },
  );
});

async function filesUnder(folder: string) {
  const root = path.join(SHARED_DATA, folder);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return Promise.all(
    files.map(async (file) => ({ name: path.relative(root, file), bytes: await readFile(file) })),
  );
}

function noisyJpeg(): Promise<Buffer> {
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
  return sharp({ create: { width: 256, height: 256, channels: 3, background: "#000", noise } })
    .jpeg()
    .toBuffer();
}

/** Where the red pixels are. */
async function redPatch(bytes: Buffer) {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const xs: number[] = [];
  const ys: number[] = [];
  for (let at = 0; at < info.width * info.height; at += 1) {
    if ((data[at * 3] ?? 0) > 128) {
      xs.push(at % info.width);
      ys.push(Math.floor(at / info.width));
    }
  }
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x + 1, height: Math.max(...ys) - y + 1 };
}

/** A store whose connection is lost, as the database's is when the process dies. */
function failingAfter(calls: number, put: TeamAccess["blobs"]["put"]): TeamAccess["blobs"]["put"] {
  let left = calls;
  return async (...args) => {
    left -= 1;
    if (left < 0) throw Object.assign(new Error("gone"), { code: "CONNECTION_CLOSED" });
    return put(...args);
  };
}
