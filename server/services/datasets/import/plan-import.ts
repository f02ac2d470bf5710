import { splitFromName } from "@/lib/formats/coco-read";
import type { ImportedBox } from "@/lib/formats/imported-annotation";
import { readVocImageSet, type VocAnnotation, vocBox, vocOriginOf } from "@/lib/formats/voc-read";
import type { SplitName } from "@/lib/protocol/dataset-version";
import type { ImportNote } from "@/lib/protocol/job";
import { readCocoFile } from "@/server/formats/read-coco-file";
import { readVocFile } from "@/server/formats/read-voc-file";
import { baseName, readWhole, stemOf } from "@/server/formats/source-file";
import { PictureRefusal } from "@/server/images/picture-refusal";
import { type DatasetPicture, datasetPictures } from "./dataset-pictures";
import type { RootedFile } from "./gather-sources";
import { type Match, pictureIndex } from "./picture-index";
import { sortFiles } from "./sort-files";

/** Boxes that one annotation file has for a picture, in the frame whose size the file claims. */
export type BoxSet = { file: string; widthPx: number | null; heightPx: number | null; boxes: ImportedBox[] };

export type PlannedPicture = {
  source: RootedFile;
  fileName: string;
  split: SplitName | null;
  boxSets: BoxSet[];
};

/** A picture that the dataset has already and that came without its file: annotations alone. */
export type AnnotatedPicture = { picture: DatasetPicture; boxSets: BoxSet[] };

export type ImportPlan = {
  format: string;
  pictures: PlannedPicture[];
  annotated: AnnotatedPicture[];
  /** Labels that the files declare, in their order. */
  labels: string[];
  skipped: ImportNote[];
  /** Annotations read in files whose picture is missing, and what the first of those is called. */
  strayBoxes: number;
  firstMissing: string | null;
};

/**
 * Reads every annotation file of an import before anything is written, and decides which boxes and split each
 * picture gets. Throws `invalid` when a COCO file is broken, because half of it would be half an import; a broken
 * VOC file concerns one picture and is skipped with a note. Annotations whose picture is not among the files go to
 * the picture that the dataset has under that name; `listPictures` is asked for those only when they are needed.
 */
export async function planImport(
  files: readonly RootedFile[],
  listPictures: () => Promise<DatasetPicture[]>,
): Promise<ImportPlan> {
  const sorted = await sortFiles(files);
  const names = shortNames(sorted.pictures);
  const planned = new Map<RootedFile, PlannedPicture>();
  for (const source of sorted.pictures) {
    planned.set(source, {
      source,
      fileName: names.get(source) ?? baseName(source.path),
      split: splitOfFolder(source.path),
      boxSets: [],
    });
  }
  const plan: ImportPlan = {
    format: "images",
    pictures: [...planned.values()],
    annotated: [],
    labels: [],
    skipped: [...sorted.unused],
    strayBoxes: 0,
    firstMissing: null,
  };
  const index = pictureIndex(sorted.pictures);
  const context: Context = { plan, planned, index, labels: new Set(), strays: [] };
  const vocCount = await planVoc(sorted.vocFiles, context);
  for (const file of sorted.cocoFiles) await planCoco(file, context);
  await planSplits(sorted.imageSets, context);
  if (context.strays.length > 0) placeStrays(await listPictures(), context);
  // Of two files with the same bytes the first is kept, so those that have boxes go first.
  plan.pictures.sort((a, b) => Number(b.boxSets.length > 0) - Number(a.boxSets.length > 0));
  plan.labels = [...context.labels];
  plan.format =
    [vocCount > 0 && "voc", sorted.cocoFiles.length > 0 && "coco"].filter(Boolean).join("+") || "images";
  return plan;
}

type Context = {
  plan: ImportPlan;
  planned: Map<RootedFile, PlannedPicture>;
  index: ReturnType<typeof pictureIndex>;
  labels: Set<string>;
  strays: Stray[];
};

/** Boxes of a picture that is not among the files, and the names by which the dataset may know it. */
type Stray = { set: BoxSet; names: string[] };

async function planVoc(files: readonly RootedFile[], context: Context): Promise<number> {
  const read: { file: RootedFile; annotation: VocAnnotation }[] = [];
  for (const file of files) {
    try {
      read.push({ file, annotation: await readVocFile(file) });
    } catch (error) {
      if (!(error instanceof PictureRefusal)) throw error;
      context.plan.skipped.push({ file: file.path, reason: error.reason, args: error.args });
    }
  }
  const origin = vocOriginOf(read.map(({ annotation }) => annotation));
  for (const { file, annotation } of read) {
    for (const note of annotation.notes) context.plan.skipped.push({ file: file.path, ...note });
    const match = matchVoc(file, annotation, context);
    const boxes = annotation.objects.map((object) => vocBox(object, origin));
    const { widthPx, heightPx } = annotation;
    const names = [annotation.fileName, stemOf(file.path)].filter((name) => name !== "");
    attach(match, { file: file.path, widthPx, heightPx, boxes }, names, context);
  }
  return read.length;
}

function matchVoc(file: RootedFile, annotation: VocAnnotation, { index }: Context): Match {
  const named =
    annotation.fileName === ""
      ? ({ kind: "missing" } as const)
      : index.find(file, annotation.fileName, annotation.folder);
  return named.kind === "missing" ? index.findByStem(file, stemOf(file.path), annotation.folder) : named;
}

async function planCoco(file: RootedFile, context: Context): Promise<void> {
  const { pictures, labels, notes } = await readCocoFile(file);
  for (const note of notes) context.plan.skipped.push({ file: file.path, ...note });
  for (const name of labels) context.labels.add(name);
  const split = splitFromName(baseName(file.path));
  for (const { fileName, widthPx, heightPx, boxes } of pictures) {
    const match = context.index.find(file, fileName);
    const picture = attach(match, { file: file.path, widthPx, heightPx, boxes }, [fileName], context);
    if (picture && split) picture.split = split;
  }
}

function attach(match: Match, set: BoxSet, names: string[], context: Context): PlannedPicture | undefined {
  if (match.kind === "missing") return void context.strays.push({ set, names });
  if (match.kind === "ambiguous") return leaveOut(set, { reason: "ambiguousPicture", names }, context);
  for (const { label } of set.boxes) context.labels.add(label);
  const picture = context.planned.get(match.picture);
  picture?.boxSets.push(set);
  return picture;
}

function leaveOut(
  set: BoxSet,
  why: { reason: string; names: string[]; args?: Record<string, string> },
  { plan }: Context,
): undefined {
  const [picture = ""] = why.names;
  plan.strayBoxes += set.boxes.length;
  plan.firstMissing ??= picture;
  const args = { picture, count: set.boxes.length, ...why.args };
  plan.skipped.push({ file: set.file, reason: why.reason, args });
}

/** Gives boxes that came without their picture to the one that the dataset has. */
function placeStrays(pictures: readonly DatasetPicture[], context: Context): void {
  const index = datasetPictures(pictures);
  const annotated = new Map<string, AnnotatedPicture>();
  for (const { set, names } of context.strays) {
    const { widthPx, heightPx } = set;
    const matches = names.map((named) => index.find({ named, widthPx, heightPx }));
    const match = matches.find(({ kind }) => kind !== "missing") ?? { kind: "missing" };
    if (match.kind === "found") {
      const known = annotated.get(match.picture.id) ?? { picture: match.picture, boxSets: [] };
      annotated.set(match.picture.id, known);
      known.boxSets.push(set);
      for (const { label } of set.boxes) context.labels.add(label);
    } else if (match.kind === "otherSize") {
      const args = { claimed: `${widthPx}×${heightPx}`, true: sizeOf(match.picture) };
      leaveOut(set, { reason: "pictureOtherSize", names, args }, context);
    } else {
      const reason = match.kind === "ambiguous" ? "ambiguousPicture" : "pictureMissing";
      leaveOut(set, { reason, names }, context);
    }
  }
  context.plan.annotated = [...annotated.values()];
}

function sizeOf({ widthPx, heightPx }: DatasetPicture): string {
  return `${widthPx}×${heightPx}`;
}

async function planSplits(imageSets: readonly RootedFile[], context: Context): Promise<void> {
  // "trainval" first, so that the finer lists overrule it.
  const ordered = [...imageSets].sort((a, b) => Number(isTrainVal(b)) - Number(isTrainVal(a)));
  for (const file of ordered) {
    const split = isTrainVal(file) ? "train" : splitFromName(baseName(file.path));
    const text = (await readWhole(file, 64 * 1024 ** 2))?.toString("utf8") ?? "";
    for (const stem of readVocImageSet(text)) {
      const match = context.index.findByStem(file, stem);
      const picture = match.kind === "found" ? context.planned.get(match.picture) : undefined;
      if (picture && split) picture.split = split;
    }
  }
}

function isTrainVal(file: RootedFile): boolean {
  return /trainval\.txt$/i.test(file.path);
}

function splitOfFolder(path: string): SplitName | null {
  for (const part of path.split("/").slice(0, -1).reverse()) {
    if (/^(train|training|val|valid|validation|test|testing)(20\d\d)?$/i.test(part))
      return splitFromName(part) ?? null;
  }
  return null;
}

/** Names without the folders that all pictures share, so that "images/1.jpg" among its like is "1.jpg". */
function shortNames(pictures: readonly RootedFile[]): Map<RootedFile, string> {
  const folders = pictures.map(({ path }) => path.split("/").slice(0, -1));
  let shared = folders[0]?.length ?? 0;
  for (const parts of folders) {
    let same = 0;
    while (same < shared && parts[same] === folders[0]?.[same]) same += 1;
    shared = same;
  }
  return new Map(pictures.map((picture) => [picture, picture.path.split("/").slice(shared).join("/")]));
}
