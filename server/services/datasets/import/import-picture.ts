import { generateNKeysBetween } from "fractional-indexing";
import { v5 as uuidV5 } from "uuid";
import type { Database, Transaction } from "@/db/client";
import { insertBlob } from "@/db/queries/blob";
import { findImageByBytes, insertImage, reviveImage } from "@/db/queries/image";
import {
  countMadeBy,
  insertBoxes,
  listAnnotationRows,
  lockImage,
  type NewBox,
} from "@/db/queries/imported-annotation";
import { newId } from "@/db/schema/columns";
import { inTeam } from "@/db/scope";
import { BoxGeometry } from "@/lib/annotation/geometry";
import {
  AnnotationId,
  type DatasetId,
  type ImageId,
  type JobId,
  type LabelId,
  type Sha256,
  type TeamId,
  type UserId,
} from "@/lib/ids";
import type { BlobStore } from "@/server/blobs/blob-store";
import { describePicture } from "@/server/images/describe-picture";
import { normalisePicture, readFrame } from "@/server/images/normalise-picture";
import { PictureRefusal } from "@/server/images/picture-refusal";
import type { ImportReport } from "./import-report";
import { type PictureFrame, type PlacedBox, placeBoxes } from "./place-boxes";
import type { PlannedPicture } from "./plan-import";
import type { ReadPicture } from "./read-pictures";

export type ImportTarget = {
  db: Database;
  blobs: BlobStore;
  teamId: TeamId;
  datasetId: DatasetId;
  jobId: JobId;
  userId: UserId | null;
  labels: ReadonlyMap<string, LabelId>;
  /** Pictures met so far in this pass and the file that brought each: a second file of the same bytes is a twin. */
  met: Map<ImageId, string>;
};

/**
 * Brings one picture with its boxes into the dataset, in one transaction: all of it is there or nothing. What the
 * dataset has already, by the bytes as they came or as they are kept, is not added again.
 */
export async function importPicture(
  target: ImportTarget,
  { picture, content }: ReadPicture,
  log: ImportReport,
): Promise<void> {
  log.report.images.read += 1;
  try {
    if (content instanceof PictureRefusal) throw content;
    const { bytes, sha256: sourceSha256 } = content;
    const known = await inTeam(target.db, target.teamId, (tx) =>
      findImageByBytes(tx, { datasetId: target.datasetId, sha256: sourceSha256 }),
    );
    const made = known ? undefined : await makePicture(target, bytes);
    const frame = made?.frame ?? (await readFrame(bytes));
    const boxes = placeBoxes(picture, frame, log);
    const done = await inTeam(target.db, target.teamId, (tx) =>
      writePicture(tx, target, { picture, sourceSha256, made, boxes }),
    );
    log.report.images[done.image] += 1;
    if (done.twin !== undefined) return noteTwin(picture, { twin: done.twin, boxes: boxes.length }, log);
    log.report.annotations.added += done.boxesAdded;
    log.report.annotations.known += boxes.length - done.boxesAdded;
    if (done.image === "added")
      for (const reason of made?.changes ?? []) log.change({ file: picture.source.path, reason });
  } catch (error) {
    if (!(error instanceof PictureRefusal)) throw error;
    log.report.images.skipped += 1;
    log.skip({ file: picture.source.path, reason: error.reason, args: error.args });
    const lost = picture.boxSets.reduce((sum, set) => sum + set.boxes.length, 0);
    log.report.annotations.read += lost;
    log.report.annotations.skipped += lost;
  }
}

function noteTwin(picture: PlannedPicture, found: { twin: string; boxes: number }, log: ImportReport): void {
  const file = picture.source.path;
  log.change({ file, reason: "sameBytes", args: { picture: found.twin } });
  log.report.annotations.skipped += found.boxes;
  if (found.boxes > 0)
    log.skip({ file, reason: "twinBoxes", args: { picture: found.twin, count: found.boxes } });
}

type MadePicture = Awaited<ReturnType<typeof makePicture>>;

async function makePicture(target: ImportTarget, bytes: Buffer) {
  const normal = await normalisePicture(bytes);
  const { thumbnail, thumbhash, dhash } = await describePicture(normal.bytes);
  const blob = await target.blobs.put(normal.bytes);
  const thumbnailBlob = await target.blobs.put(thumbnail);
  const { mime, widthPx, heightPx, source, changes } = normal;
  return {
    blob,
    thumbnailBlob,
    thumbhash,
    dhash,
    mime,
    changes,
    frame: { widthPx, heightPx, source } satisfies PictureFrame,
  };
}

type Write = {
  picture: PlannedPicture;
  sourceSha256: Sha256;
  made: MadePicture | undefined;
  boxes: PlacedBox[];
};

async function writePicture(tx: Transaction, target: ImportTarget, write: Write) {
  const image = await findOrInsert(tx, target, write);
  const twin = target.met.get(image.id);
  // Two people's boxes of one picture would be counted twice in training, so the first file's stand.
  if (twin !== undefined) return { image: "known" as const, boxesAdded: 0, twin };
  target.met.set(image.id, write.picture.source.path);
  const clientId = uuidV5(image.id, target.jobId);
  const before = await countMadeBy(tx, { imageId: image.id, clientId });
  const now = await addBoxes(tx, target, { imageId: image.id, clientId, boxes: write.boxes });
  const isOwn = image.jobId === target.jobId;
  return {
    image: isOwn ? ("added" as const) : ("known" as const),
    boxesAdded: before + now,
    twin: undefined,
  };
}

async function findOrInsert(
  tx: Transaction,
  target: ImportTarget,
  write: Write,
): Promise<{ id: ImageId; jobId: JobId | null }> {
  const { made, picture, sourceSha256 } = write;
  const { teamId, datasetId, jobId } = target;
  if (made) {
    await insertBlob(tx, { ...made.blob, mime: made.mime });
    await insertBlob(tx, { ...made.thumbnailBlob, mime: "image/webp" });
    const row = await insertImage(tx, {
      id: newId<ImageId>(),
      teamId,
      datasetId,
      jobId,
      sourceSha256,
      fileName: picture.fileName,
      blobSha256: made.blob.sha256,
      thumbnailSha256: made.thumbnailBlob.sha256,
      mime: made.mime,
      widthPx: made.frame.widthPx,
      heightPx: made.frame.heightPx,
      thumbhash: made.thumbhash,
      dhash: made.dhash,
      importedSplit: picture.split,
      uploadedBy: target.userId,
    });
    if (row) return { id: row.id, jobId };
  }
  const known = await findImageByBytes(tx, { datasetId, sha256: sourceSha256 });
  if (!known) throw new Error("a picture vanished while it was being imported");
  if (known.deletedAt === null) return known;
  await reviveImage(tx, { imageId: known.id, jobId });
  return { id: known.id, jobId };
}

/** Adds the boxes that the picture does not have, nor ever had from an import; returns how many. */
async function addBoxes(
  tx: Transaction,
  target: ImportTarget,
  add: { imageId: ImageId; clientId: string; boxes: PlacedBox[] },
) {
  const { imageId, clientId, boxes } = add;
  if (boxes.length === 0) return 0;
  const seq = await lockImage(tx, { imageId });
  const rows = await listAnnotationRows(tx, { imageId });
  const missing = withoutKnown(imageId, boxes, rows, target.labels);
  const top =
    rows
      .map(({ z }) => z)
      .sort()
      .at(-1) ?? null;
  const keys = generateNKeysBetween(top, null, missing.length);
  const { teamId, datasetId, userId } = target;
  const placed = missing.map((box, index) => ({ ...box, z: keys[index] ?? "a0" }));
  await insertBoxes(tx, { teamId, datasetId, imageId, userId, clientId, seq, boxes: placed });
  return missing.length;
}

type AnnotationRows = Awaited<ReturnType<typeof listAnnotationRows>>;

/**
 * A box has an id made of its picture, label, place and which of its equals it is, so that an import finds what
 * an earlier one brought, even after somebody moved or deleted it; boxes drawn by hand are known by their place.
 */
function withoutKnown(
  imageId: ImageId,
  boxes: PlacedBox[],
  rows: AnnotationRows,
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
