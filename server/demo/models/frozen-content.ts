import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FrozenAnnotation, FrozenDataset, FrozenImage } from "@/lib/protocol/frozen-dataset";
import { type CocoAnnotation, type CocoFile, SPLITS, type Split } from "../pictures/coco";
import { CONTENT_DIR } from "../pictures/write-content";

export type DemoSet = {
  folder: string;
  slug: string;
  files: (split: Split) => string;
  name: string;
  description: string;
};

export const SURREAL_SET: DemoSet = {
  folder: "surreal-objects",
  slug: "nine-surreal-objects",
  files: (split) => `annotations/instances_${split}.json`,
  name: "Nine surreal objects",
  description:
    "Elephant, horse, clock, human, car, angel, violin, bed and cloud: OpenMoji drawings (CC BY-SA 4.0) turned, bent and painted over on grounds by our seeded painter. Every box is exact.",
};

export const STARRY_SET: DemoSet = {
  folder: "starry-night",
  slug: "starry-night",
  files: (split) => `annotations/labels_${split}.json`,
  name: "Starry Night",
  description:
    "Real: details of a public-domain scan of Van Gogh’s painting. Generated: pictures by our seeded painter in its manner. One pipeline for both; each split has its own region of the painting.",
};

export function imagesFolder(set: DemoSet): string {
  return join(CONTENT_DIR, set.folder, "images");
}

/** The committed pictures as the trainer reads a frozen version. */
export async function frozenContent(set: DemoSet): Promise<FrozenDataset> {
  const files = await Promise.all(
    SPLITS.map((split) => readCoco(join(CONTENT_DIR, set.folder, set.files(split)))),
  );
  const images = (
    await Promise.all(files.map((file, index) => frozenImages(set, file, SPLITS[index] ?? "train")))
  ).flat();
  const labels = (files[0]?.categories ?? []).map(({ name }) => ({ id: name, name }));
  const contentHash = createHash("sha256").update(JSON.stringify({ labels, images })).digest("hex");
  return { schema: 1, name: set.name, contentHash, labels, images };
}

export async function readCoco(path: string): Promise<CocoFile> {
  const file: CocoFile = JSON.parse(await readFile(path, "utf8"));
  return file;
}

async function frozenImages(set: DemoSet, file: CocoFile, split: Split): Promise<FrozenImage[]> {
  const nameOf = new Map(file.categories.map(({ id, name }) => [id, name]));
  return Promise.all(
    file.images.map(async (image) => ({
      id: image.file_name.replace(/\.jpg$/, ""),
      sha256: createHash("sha256")
        .update(await readFile(join(imagesFolder(set), image.file_name)))
        .digest("hex"),
      file: image.file_name,
      width: image.width,
      height: image.height,
      split,
      group: image.group,
      annotations: file.annotations
        .filter((annotation) => annotation.image_id === image.id)
        .map((annotation) => frozenAnnotation(annotation, nameOf.get(annotation.category_id) ?? "")),
    })),
  );
}

function frozenAnnotation(annotation: CocoAnnotation, labelId: string): FrozenAnnotation {
  const id = String(annotation.id);
  if (annotation.bbox === undefined) return { id, labelId, kind: "tag" };
  const [x, y, width, height] = annotation.bbox;
  return { id, labelId, kind: "box", x, y, width, height };
}
