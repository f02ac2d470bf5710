import { z } from "zod";
import type { SplitName } from "../protocol/dataset-version";
import type { FormatNote, ImportedAttributes, ImportedBox } from "./imported-annotation";

/** An id as files have it: a number, or a string that is kept as one; `1` and `"1"` are the same id. */
const CocoId = z.union([z.number(), z.string().max(200)]).transform(String);

const CocoImage = z.object({
  id: CocoId,
  file_name: z.string().min(1).max(4096),
  width: z.number().int().positive().nullish().catch(null),
  height: z.number().int().positive().nullish().catch(null),
});

const CocoCategory = z.object({ id: CocoId, name: z.union([z.string(), z.number().transform(String)]) });

const CocoAnnotation = z.object({
  id: CocoId.nullish(),
  image_id: CocoId,
  category_id: CocoId.nullish(),
  bbox: z.array(z.number()).nullish().catch(null),
  segmentation: z.unknown().optional(),
  segments_info: z.unknown().optional(),
  caption: z.unknown().optional(),
  keypoints: z.unknown().optional(),
  iscrowd: z.union([z.number(), z.boolean()]).nullish().catch(null),
  attributes: z.record(z.string(), z.unknown()).nullish().catch(null),
});

export type CocoPicture = {
  fileName: string;
  widthPx: number | null;
  heightPx: number | null;
  boxes: ImportedBox[];
};

export type CocoSection = "images" | "categories" | "annotations";

type PendingBox = Omit<ImportedBox, "label"> & { imageId: string; categoryId: string };

/**
 * Collects a COCO file's elements in whatever order the file has them and keeps only what annotations need, so
 * that a file of any length can be streamed through. Ids may be gapped, zero, huge or strings; boxes are kept to
 * the last bit. Source: cocodataset.org, "Data format".
 */
export function cocoCollector() {
  const images = new Map<string, CocoPicture>();
  const categories = new Map<string, string>();
  const annotationIds = new Set<string>();
  const pending: PendingBox[] = [];
  const tally = new Map<string, { note: FormatNote; count: number }>();

  function note(reason: string, args: Record<string, string | number> = {}) {
    const key = `${reason} ${JSON.stringify(args)}`;
    const known = tally.get(key);
    if (known) known.count += 1;
    else tally.set(key, { note: { reason, args }, count: 1 });
  }

  function addImage(value: unknown) {
    const parsed = CocoImage.safeParse(value);
    if (!parsed.success) return note("cocoImageUnreadable");
    const { id, file_name: fileName, width, height } = parsed.data;
    if (images.has(id)) return note("cocoImageIdTwice", { id });
    images.set(id, { fileName, widthPx: width ?? null, heightPx: height ?? null, boxes: [] });
  }

  function addCategory(value: unknown) {
    const parsed = CocoCategory.safeParse(value);
    if (!parsed.success) return note("cocoCategoryUnreadable");
    if (categories.has(parsed.data.id)) return note("cocoCategoryIdTwice", { id: parsed.data.id });
    categories.set(parsed.data.id, parsed.data.name);
  }

  function addAnnotation(value: unknown) {
    const parsed = CocoAnnotation.safeParse(value);
    if (!parsed.success) return note("cocoAnnotationUnreadable");
    const read = parsed.data;
    if (read.id !== null && read.id !== undefined) {
      if (annotationIds.has(read.id)) return note("cocoAnnotationIdTwice", { id: read.id });
      annotationIds.add(read.id);
    }
    noteWhatIsNotRead(read, note);
    const [x, y, width, height, ...more] = read.bbox ?? [];
    if (
      x === undefined ||
      y === undefined ||
      width === undefined ||
      height === undefined ||
      more.length > 0
    ) {
      if (read.segments_info === undefined && read.caption === undefined) note("annotationWithoutBox");
      return;
    }
    if (read.category_id === null || read.category_id === undefined) return note("annotationWithoutCategory");
    const attributes = cocoAttributes(read);
    pending.push({ imageId: read.image_id, categoryId: read.category_id, x, y, width, height, attributes });
  }

  function add(section: CocoSection, value: unknown): void {
    if (section === "images") addImage(value);
    else if (section === "categories") addCategory(value);
    else addAnnotation(value);
  }

  function finish(): { pictures: CocoPicture[]; labels: string[]; notes: FormatNote[] } {
    for (const { imageId, categoryId, ...box } of pending) {
      const picture = images.get(imageId);
      const label = categories.get(categoryId);
      if (!picture) note("cocoUnknownImage", { id: imageId });
      else if (label === undefined) note("cocoUnknownCategory", { id: categoryId });
      else picture.boxes.push({ ...box, label });
    }
    const notes = [...tally.values()].map(({ note: one, count }) => ({
      ...one,
      args: { ...one.args, count },
    }));
    return { pictures: [...images.values()], labels: [...categories.values()], notes };
  }

  return { add, finish };
}

/** The split that a file's name tells: "instances_val2017.json" is val; undefined when it tells none. */
export function splitFromName(name: string): SplitName | undefined {
  const words = name.toLowerCase().split(/[^a-z]+/);
  if (words.some((word) => word === "train" || word === "training")) return "train";
  if (words.some((word) => word === "val" || word === "valid" || word === "validation")) return "val";
  if (words.some((word) => word === "test" || word === "testing")) return "test";
  return undefined;
}

type ReadAnnotation = z.infer<typeof CocoAnnotation>;

function noteWhatIsNotRead(read: ReadAnnotation, note: (reason: string) => void) {
  if (hasContent(read.segmentation)) note("segmentationNotRead");
  if (hasContent(read.keypoints)) note("keypointsNotRead");
  if (read.segments_info !== undefined) note("panopticNotRead");
  if (read.caption !== undefined) note("captionNotRead");
  if (read.iscrowd === 1 || read.iscrowd === true) note("crowdKept");
}

function hasContent(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((part) => !Array.isArray(part) || part.length > 0);
  return typeof value === "object" && value !== null;
}

function cocoAttributes(read: ReadAnnotation): ImportedAttributes {
  const attributes: ImportedAttributes = {};
  for (const [name, value] of Object.entries(read.attributes ?? {}).slice(0, 32)) {
    if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value)))
      attributes[name.slice(0, 64)] = value;
    else if (typeof value === "string") attributes[name.slice(0, 64)] = value.slice(0, 2000);
  }
  if (read.iscrowd === 1 || read.iscrowd === true) attributes.iscrowd = true;
  return attributes;
}
