import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { insertBlob } from "@/db/queries/blob";
import { asSystem } from "@/db/scope";
import { writeCoco } from "@/lib/formats/coco-write";
import { exportNames } from "@/lib/formats/export-names";
import { writeVocAnnotation } from "@/lib/formats/voc-write";
import type { Sha256 } from "@/lib/ids";
import type { SplitName } from "@/lib/protocol/dataset-version";
import type { JobReport } from "@/lib/protocol/job";
import type { RunningJob } from "../../jobs/running-job";
import { importReport } from "../import/import-report";
import { type ExportPicture, type ExportSet, readExportSet } from "./read-export-set";

const SPLITS = ["train", "val", "test"] as const satisfies readonly SplitName[];

type NamedPicture = ExportPicture & { name: string };

/** Writes a dataset or version as one zip into the blob store; the pictures' bytes are streamed, never all in memory. */
export async function runExport(job: RunningJob): Promise<{ report: JobReport; resultSha256: Sha256 }> {
  if (job.input.kind !== "export") throw new Error("not an export");
  const { format, versionNumber } = job.input;
  const set = await readExportSet(job, versionNumber);
  const names = exportNames(set.pictures);
  const pictures = set.pictures.map((picture, index) => ({
    ...picture,
    name: names[index] ?? picture.fileName,
  }));
  const zip = new ZipFile();
  const stored = job.blobs.put(Readable.from(zip.outputStream));
  const abandoned = stored.catch(() => undefined);
  try {
    if (format === "coco") addCocoFiles(zip, set, pictures);
    else addVocFiles(zip, set, pictures);
    await addPictures(job, zip, format === "coco" ? "images" : "JPEGImages", pictures);
  } catch (error) {
    zip.outputStream.unpipe();
    if (zip.outputStream instanceof Readable) zip.outputStream.destroy();
    await abandoned;
    throw error;
  }
  const blob = await stored;
  await asSystem(job.db, (tx) => insertBlob(tx, { ...blob, mime: "application/zip" }));
  return { report: describe(format, set), resultSha256: blob.sha256 };
}

async function addPictures(
  job: RunningJob,
  zip: ZipFile,
  folder: string,
  pictures: readonly NamedPicture[],
): Promise<void> {
  await job.progress(0, pictures.length);
  let done = 0;
  for (const { name, blobSha256 } of pictures) {
    const file = await job.blobs.localPath(blobSha256);
    // Pictures are compressed already.
    zip.addFile(file, `${folder}/${name}`, { compress: false, mtime: EPOCH });
    done += 1;
    await job.progress(done, pictures.length);
  }
  zip.end();
}

/** The same content gives the same zip, byte for byte. */
const EPOCH = new Date(Date.UTC(2020, 0, 1, 12));

function addCocoFiles(zip: ZipFile, set: ExportSet, pictures: readonly NamedPicture[]): void {
  for (const [split, members] of bySplit(pictures)) {
    const json = writeCoco({
      description: set.name,
      labels: set.labels,
      pictures: members.map(({ name, widthPx, heightPx, boxes }) => ({
        fileName: name,
        widthPx,
        heightPx,
        boxes,
      })),
    });
    const name = split === null ? "annotations/instances.json" : `annotations/instances_${split}.json`;
    zip.addBuffer(Buffer.from([...json].join("")), name, { mtime: EPOCH });
  }
}

function addVocFiles(zip: ZipFile, set: ExportSet, pictures: readonly NamedPicture[]): void {
  for (const { name, widthPx, heightPx, boxes } of pictures) {
    const xml = writeVocAnnotation({ folder: "JPEGImages", fileName: name, widthPx, heightPx, boxes });
    zip.addBuffer(Buffer.from(xml), `Annotations/${stem(name)}.xml`, { mtime: EPOCH });
  }
  for (const [split, members] of bySplit(pictures)) {
    if (split === null) continue;
    const list = members.map(({ name }) => `${stem(name)}\n`).join("");
    zip.addBuffer(Buffer.from(list), `ImageSets/Main/${split}.txt`, { mtime: EPOCH });
  }
  zip.addBuffer(Buffer.from(set.labels.map((label) => `${label}\n`).join("")), "labels.txt", {
    mtime: EPOCH,
  });
}

function bySplit(pictures: readonly NamedPicture[]): [SplitName | null, NamedPicture[]][] {
  const groups = [...SPLITS, null].map((split): [SplitName | null, NamedPicture[]] => [
    split,
    pictures.filter((picture) => picture.split === split),
  ]);
  const filled = groups.filter(([, members]) => members.length > 0);
  return filled.length > 0 ? filled : [[null, []]];
}

function stem(name: string): string {
  return name.slice(0, name.lastIndexOf("."));
}

function describe(format: string, set: ExportSet): JobReport {
  const { report, skip } = importReport(format);
  const boxes = set.pictures.reduce((sum, picture) => sum + picture.boxes.length, 0);
  const tags = set.pictures.reduce((sum, picture) => sum + picture.tagCount, 0);
  report.images = { read: set.pictures.length, added: set.pictures.length, known: 0, skipped: 0 };
  report.annotations = { read: boxes + tags, added: boxes, known: 0, changed: 0, skipped: tags };
  report.labels = set.labels;
  if (tags > 0) skip({ file: set.name, reason: "tagsNotExported", args: { count: tags } });
  return report;
}
