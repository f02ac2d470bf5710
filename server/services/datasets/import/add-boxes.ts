import { generateNKeysBetween } from "fractional-indexing";
import { v5 as uuidV5 } from "uuid";
import type { Transaction } from "@/db/client";
import {
  advanceImage,
  countMadeBy,
  insertBoxes,
  listAnnotationRows,
  lockImages,
  type NewBox,
  type NewBoxes,
} from "@/db/queries/imported-annotation";
import { BoxGeometry } from "@/lib/annotation/geometry";
import type { UserId } from "@/lib/ids";
import { AnnotationId, type DatasetId, type ImageId, type JobId, type LabelId, type TeamId } from "@/lib/ids";
import { notifyChange } from "@/server/realtime/change-bus";
import { imageTopic } from "../../annotations/image-topic";
import type { PlacedBox } from "./place-boxes";

export type BoxTarget = {
  teamId: TeamId;
  datasetId: DatasetId;
  jobId: JobId;
  userId: UserId | null;
  labels: ReadonlyMap<string, LabelId>;
};

type AddBoxes = {
  imageId: ImageId;
  /** Inserted in this transaction, with counters that know its boxes already: nobody else can have seen it. */
  isNew: boolean;
  boxes: readonly PlacedBox[];
};

/**
 * Adds to pictures the boxes that they do not have, nor ever had from an import, and wakes the editors that show
 * them. Returns how many boxes each picture has from this import, those of an earlier pass included.
 */
export async function addBoxes(
  tx: Transaction,
  target: BoxTarget,
  add: readonly AddBoxes[],
): Promise<Map<ImageId, number>> {
  const filled = add.filter(({ boxes }) => boxes.length > 0);
  const olderIds = filled.filter(({ isNew }) => !isNew).map(({ imageId }) => imageId);
  const seqs = await lockImages(tx, { imageIds: olderIds });
  const rows = await listAnnotationRows(tx, { imageIds: olderIds });
  const made = await countMadeBy(tx, { clientIds: olderIds.map((id) => clientIdOf(id, target)) });
  const added = filled.map(({ imageId, boxes }): NewBoxes => {
    const own = rows.filter((row) => row.imageId === imageId);
    const missing = withoutKnown(imageId, boxes, own, target.labels);
    const clientId = clientIdOf(imageId, target);
    const place = { imageId, clientId, seq: seqs.get(imageId) ?? 0, mid: made.get(clientId) ?? 0 };
    return { ...place, boxes: stacked(missing, own) };
  });
  await insertBoxes(tx, { ...target, added });
  const changed = added.filter(({ imageId, boxes }) => boxes.length > 0 && seqs.has(imageId));
  for (const { imageId, boxes } of changed) await advanceImage(tx, { imageId, added: boxes.length });
  const [first, ...others] = changed.map(({ imageId }) => imageTopic(imageId));
  if (first !== undefined) await notifyChange(tx, first, ...others);
  return new Map(added.map(({ imageId, mid, boxes }) => [imageId, mid + boxes.length]));
}

/** Each import is a client of its own to each picture, the same one after it was cut short. */
function clientIdOf(imageId: ImageId, { jobId }: BoxTarget): string {
  return uuidV5(imageId, jobId);
}

type AnnotationRow = Awaited<ReturnType<typeof listAnnotationRows>>[number];

/** Puts boxes above what lies on the picture, in their order. */
function stacked(boxes: readonly Omit<NewBox, "z">[], rows: readonly AnnotationRow[]): NewBox[] {
  const top = rows.map(({ z }) => z).sort();
  const keys = generateNKeysBetween(top.at(-1) ?? null, null, boxes.length);
  return boxes.map((box, index) => ({ ...box, z: keys[index] ?? "a0" }));
}

/**
 * A box has an id made of its picture, label, place and which of its equals it is, so that an import finds what
 * an earlier one brought, even after somebody moved or deleted it; boxes drawn by hand are known by their place.
 */
function withoutKnown(
  imageId: ImageId,
  boxes: readonly PlacedBox[],
  rows: readonly AnnotationRow[],
  labels: ReadonlyMap<string, LabelId>,
): Omit<NewBox, "z">[] {
  const ids = new Set<string>(rows.map(({ id }) => id));
  const places = new Map<string, number>();
  for (const { labelId, geometry, deletedAt } of rows) {
    if (deletedAt !== null || geometry.type !== "box") continue;
    const place = JSON.stringify([labelId, geometry.x, geometry.y, geometry.width, geometry.height]);
    places.set(place, (places.get(place) ?? 0) + 1);
  }
  const counts = new Map<string, number>();
  const missing: Omit<NewBox, "z">[] = [];
  for (const { label, x, y, width, height, attributes } of boxes) {
    const key = JSON.stringify([label, x, y, width, height]);
    const nth = (counts.get(key) ?? 0) + 1;
    counts.set(key, nth);
    const id = AnnotationId.parse(uuidV5(`${key} ${nth}`, imageId));
    const labelId = labels.get(label);
    if (!labelId) throw new Error(`label was not made before its boxes: ${label}`);
    const isThere = ids.has(id) || nth <= (places.get(JSON.stringify([labelId, x, y, width, height])) ?? 0);
    if (!isThere)
      missing.push({
        id,
        labelId,
        geometry: BoxGeometry.parse({ type: "box", x, y, width, height }),
        attributes,
      });
  }
  return missing;
}
