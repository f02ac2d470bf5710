import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { finished } from "node:stream/promises";
import { ZipFile } from "yazl";
import { z } from "zod";
import { missingSharedData, SHARED_DATA } from "../server/shared-data";

const RACCOONS = path.join(SHARED_DATA, "voc_raccoon");
const SURREAL = path.resolve("server/demo/content/surreal-objects");

/** An annotated zip on this machine, and what an importer has to find in it. */
export type AnnotatedZip = {
  file: string;
  /** Byte-identical files are one picture. */
  pictures: number;
  first: { name: string; annotations: number };
};

export type PictureSet = {
  title: string;
  /** Why this machine cannot use the set, or null. */
  missing: string | null;
  zip(count: number): Promise<AnnotatedZip>;
};

/** Photographs with Pascal VOC boxes, from the shared data. */
export const raccoons: PictureSet = {
  title: "Raccoons",
  missing: missingSharedData,
  zip: zipRaccoons,
};

/** The demo team's painted pictures with COCO boxes, from this repository. */
export const surrealObjects: PictureSet = { title: "Surreal objects", missing: null, zip: zipSurrealObjects };

/** For journeys that need real boxes, whichever. */
export const anyPictures: PictureSet = raccoons.missing === null ? raccoons : surrealObjects;

async function zipRaccoons(count: number): Promise<AnnotatedZip> {
  if (missingSharedData) throw new Error(missingSharedData);
  const names = (await readdir(path.join(RACCOONS, "annotations"))).sort().slice(0, count);
  const stems = names.map((name) => path.parse(name).name);
  const images = stems.map((stem) => path.join(RACCOONS, "images", `${stem}.jpg`));
  const zip = new ZipFile();
  for (const [index, stem] of stems.entries()) {
    zip.addFile(path.join(RACCOONS, "annotations", `${stem}.xml`), `raccoons/Annotations/${stem}.xml`);
    zip.addFile(images[index] ?? "", `raccoons/JPEGImages/${stem}.jpg`);
  }
  const xml = await readFile(path.join(RACCOONS, "annotations", `${stems[0]}.xml`), "utf8");
  const first = { name: `${stems[0]}.jpg`, annotations: xml.split("<object>").length - 1 };
  return { file: await write(zip), pictures: await countDistinct(images), first };
}

const Coco = z.looseObject({
  images: z.array(z.looseObject({ id: z.number(), file_name: z.string() })),
  annotations: z.array(z.looseObject({ image_id: z.number() })),
});

async function zipSurrealObjects(count: number): Promise<AnnotatedZip> {
  const coco = Coco.parse(
    JSON.parse(await readFile(path.join(SURREAL, "annotations", "instances_train.json"), "utf8")),
  );
  const images = coco.images.slice(0, count);
  const ids = new Set(images.map(({ id }) => id));
  const annotations = coco.annotations.filter(({ image_id: id }) => ids.has(id));
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(JSON.stringify({ ...coco, images, annotations })), "annotations/instances.json");
  const files = images.map(({ file_name: name }) => path.join(SURREAL, "images", name));
  for (const file of files) zip.addFile(file, `images/${path.basename(file)}`);
  const [first] = images;
  if (!first) throw new Error("the demo set has no pictures");
  const ofFirst = annotations.filter(({ image_id: id }) => id === first.id);
  return {
    file: await write(zip),
    pictures: await countDistinct(files),
    first: { name: first.file_name, annotations: ofFirst.length },
  };
}

async function write(zip: ZipFile): Promise<string> {
  zip.end();
  const file = path.join(await mkdtemp(path.join(tmpdir(), "atelier-zip-")), "pictures.zip");
  await finished(zip.outputStream.pipe(createWriteStream(file)));
  return file;
}

async function countDistinct(files: readonly string[]): Promise<number> {
  const hashes = files.map(async (file) =>
    createHash("sha256")
      .update(await readFile(file))
      .digest("hex"),
  );
  return new Set(await Promise.all(hashes)).size;
}
