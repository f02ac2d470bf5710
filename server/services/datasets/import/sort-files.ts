import { looksLikeCoco } from "@/server/formats/read-coco-file";
import { readHead } from "@/server/formats/source-file";
import { sniffFormat } from "@/server/images/sniff-format";
import type { RootedFile } from "./gather-sources";

export type SortedFiles = {
  pictures: RootedFile[];
  vocFiles: RootedFile[];
  cocoFiles: RootedFile[];
  imageSets: RootedFile[];
  unused: { file: string; reason: string }[];
};

const PICTURE_NAME = /\.(jpe?g|jfif|png|webp|gif|bmp|tiff?|heic|heif|avif|svg)$/i;
const IMAGE_SET = /(^|\/)ImageSets\/Main\/(train|val|test|trainval)\.txt$/i;
const MASK_FOLDER = /(^|\/)(SegmentationClass|SegmentationObject|panoptic_[^/]*)\//i;

/** Tells by content what each file is for: picture, Pascal VOC, COCO, split list or nothing that an import uses. */
export async function sortFiles(files: readonly RootedFile[]): Promise<SortedFiles> {
  const sorted: SortedFiles = { pictures: [], vocFiles: [], cocoFiles: [], imageSets: [], unused: [] };
  for (const file of files) await sortOne(file, sorted);
  if (sorted.vocFiles.length + sorted.cocoFiles.length > 0) setMasksAside(sorted);
  return sorted;
}

async function sortOne(file: RootedFile, sorted: SortedFiles): Promise<void> {
  // A picture's bytes are looked at when it is decoded; looking twice would unpack it twice.
  if (PICTURE_NAME.test(file.path)) return void sorted.pictures.push(file);
  if (IMAGE_SET.test(file.path)) return void sorted.imageSets.push(file);
  if (/(^|\/)ImageSets\//i.test(file.path)) return;
  const format = await readHead(file).then(sniffFormat, () => "damaged" as const);
  if (format === "xml") sorted.vocFiles.push(file);
  else if (format === "json" && (await looksLikeCoco(file))) sorted.cocoFiles.push(file);
  else if (format === "jpeg" || format === "png" || format === "webp" || format === "svg")
    sorted.pictures.push(file);
  else sorted.unused.push({ file: file.path, reason: UNUSED_REASONS[format] ?? "fileNotUsed" });
}

const UNUSED_REASONS: Partial<Record<string, string>> = {
  zip: "zipInsideZip",
  json: "jsonNotCoco",
  damaged: "entryDamaged",
  gif: "formatNotRead",
  bmp: "formatNotRead",
  tiff: "formatNotRead",
  heif: "formatNotRead",
};

function setMasksAside(sorted: SortedFiles): void {
  const masks = sorted.pictures.filter(({ path }) => MASK_FOLDER.test(path));
  sorted.pictures = sorted.pictures.filter((picture) => !masks.includes(picture));
  sorted.unused.push(...masks.map(({ path }) => ({ file: path, reason: "maskNotRead" })));
}
