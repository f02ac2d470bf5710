import type { Database, Transaction } from "@/db/client";
import { insertBlobs } from "@/db/queries/blob";
import { holdLiveDataset } from "@/db/queries/dataset";
import { findImagesByBytes, insertImages, reviveImages } from "@/db/queries/image";
import { newId } from "@/db/schema/columns";
import { inTeam } from "@/db/scope";
import type { DatasetId, ImageId, JobId, LabelId, Sha256, TeamId, UserId } from "@/lib/ids";
import type { BlobStore } from "@/server/blobs/blob-store";
import { AppError } from "@/server/errors";
import { normalisePicture, readFrame } from "@/server/images/normalise-picture";
import { PictureRefusal } from "@/server/images/picture-refusal";
import { addBoxes } from "./add-boxes";
import type { ImportReport } from "./import-report";
import { type PictureFrame, type PlacedBox, placeBoxes } from "./place-boxes";
import type { PlannedPicture } from "./plan-import";
import type { ReadPicture } from "./read-pictures";
import { retryDeadlock } from "./retry-deadlock";

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
 * Brings a few pictures with their boxes into the dataset, in one transaction: all of a picture is there or nothing.
 * What the dataset has already, by the bytes as they came or as they are kept, is not added again. Throws `notFound`
 * when the dataset was deleted meanwhile.
 */
export async function importPictures(
  target: ImportTarget,
  batch: readonly ReadPicture[],
  log: ImportReport,
): Promise<void> {
  const known = await findKnown(target, batch);
  const prepared = await Promise.all(batch.map((read) => prepare(target, read, known)));
  const incoming: Incoming[] = [];
  for (const { picture, outcome } of prepared) {
    log.report.images.read += 1;
    if (outcome instanceof PictureRefusal) noteRefusal(picture, outcome, log);
    else incoming.push({ picture, ...outcome, boxes: placeBoxes(picture, outcome.frame, log) });
  }
  if (incoming.length === 0) return;
  const written = await retryDeadlock(() =>
    inTeam(target.db, target.teamId, (tx) => writePictures(tx, target, incoming)),
  );
  for (const one of written) noteWritten(target, one, log);
}

/** A picture ready to be written: `made` is missing where the dataset has its bytes already. */
type Incoming = {
  picture: PlannedPicture;
  sourceSha256: Sha256;
  made: MadePicture | undefined;
  boxes: PlacedBox[];
};

async function findKnown(target: ImportTarget, batch: readonly ReadPicture[]): Promise<Set<Sha256>> {
  const sha256s = batch.flatMap(({ content }) => (content instanceof PictureRefusal ? [] : content.sha256));
  const { datasetId } = target;
  const rows = await inTeam(target.db, target.teamId, (tx) => findImagesByBytes(tx, { datasetId, sha256s }));
  return new Set(rows.flatMap(({ sourceSha256, blobSha256 }) => [sourceSha256, blobSha256]));
}

async function prepare(target: ImportTarget, { picture, content }: ReadPicture, known: Set<Sha256>) {
  try {
    if (content instanceof PictureRefusal) throw content;
    const { bytes, sha256: sourceSha256 } = content;
    const made = known.has(sourceSha256) ? undefined : await makePicture(target, bytes);
    const frame: PictureFrame = made?.frame ?? (await readFrame(bytes));
    return { picture, outcome: { sourceSha256, made, frame } };
  } catch (error) {
    if (!(error instanceof PictureRefusal)) throw error;
    return { picture, outcome: error };
  }
}

type MadePicture = Awaited<ReturnType<typeof makePicture>>;

async function makePicture(target: ImportTarget, bytes: Buffer) {
  const { looks, mime, widthPx, heightPx, source, changes, ...normal } = await normalisePicture(bytes);
  const [blob, thumbnailBlob] = await Promise.all([
    target.blobs.put(normal.bytes),
    target.blobs.put(looks.thumbnail),
  ]);
  const { thumbhash, dhash } = looks;
  return { blob, thumbnailBlob, thumbhash, dhash, mime, changes, frame: { widthPx, heightPx, source } };
}

/** Where a picture goes. "own" is one that this import brought before it was cut short; "twin", one of this pass. */
type Place = Incoming & {
  imageId: ImageId;
  state: "new" | "deleted" | "own" | "known" | "twin";
  firstFile: string;
};

type Written = Place & { boxesAdded: number };

async function writePictures(
  tx: Transaction,
  target: ImportTarget,
  incoming: readonly Incoming[],
): Promise<Written[]> {
  const { datasetId, jobId } = target;
  if (!(await holdLiveDataset(tx, { datasetId }))) throw new AppError("notFound", "import.datasetDeleted");
  const sha256s = incoming.flatMap(({ sourceSha256, made }) =>
    made ? [sourceSha256, made.blob.sha256] : [sourceSha256],
  );
  const places = placePictures(target, incoming, await findImagesByBytes(tx, { datasetId, sha256s }));
  await insertNew(tx, target, places);
  const revived = places.filter(({ state }) => state === "deleted").map(({ imageId }) => imageId);
  await reviveImages(tx, { imageIds: revived, jobId });
  const added = await addBoxes(
    tx,
    target,
    places
      .filter(({ state }) => state !== "twin")
      .map(({ imageId, state, boxes }) => ({ imageId, isNew: state === "new", boxes })),
  );
  return places.map((place) => ({
    ...place,
    boxesAdded: place.state === "twin" ? 0 : (added.get(place.imageId) ?? 0),
  }));
}

type FoundImage = Awaited<ReturnType<typeof findImagesByBytes>>[number];

function placePictures(
  { jobId, met }: ImportTarget,
  incoming: readonly Incoming[],
  rows: readonly FoundImage[],
): Place[] {
  const byBytes = new Map<Sha256, Pick<FoundImage, "id" | "jobId" | "deletedAt">>();
  const firstFiles = new Map(met);
  for (const row of rows) {
    for (const sha256 of [row.sourceSha256, row.blobSha256])
      if (!byBytes.has(sha256)) byBytes.set(sha256, row);
  }
  return incoming.map((one): Place => {
    const { made, sourceSha256 } = one;
    const found = byBytes.get(sourceSha256) ?? (made && byBytes.get(made.blob.sha256));
    const imageId = found?.id ?? newId<ImageId>();
    const firstFile = firstFiles.get(imageId);
    if (firstFile !== undefined) return { ...one, imageId, state: "twin", firstFile };
    const { path } = one.picture.source;
    firstFiles.set(imageId, path);
    if (found) return { ...one, imageId, state: stateOf(found, jobId), firstFile: path };
    if (!made) throw new Error("a picture vanished while it was being imported");
    for (const sha256 of [sourceSha256, made.blob.sha256])
      byBytes.set(sha256, { id: imageId, jobId, deletedAt: null });
    return { ...one, imageId, state: "new", firstFile: path };
  });
}

function stateOf(found: Pick<FoundImage, "jobId" | "deletedAt">, jobId: JobId) {
  if (found.deletedAt !== null) return "deleted";
  return found.jobId === jobId ? "own" : "known";
}

async function insertNew(tx: Transaction, target: ImportTarget, places: readonly Place[]): Promise<void> {
  const fresh = places.flatMap(({ made, ...place }) =>
    made && place.state === "new" ? [{ ...place, made }] : [],
  );
  const blobs = fresh.flatMap(({ made }) => [
    { ...made.blob, mime: made.mime },
    { ...made.thumbnailBlob, mime: "image/webp" },
  ]);
  await insertBlobs(tx, { blobs });
  const { teamId, datasetId, jobId, userId } = target;
  const images = fresh.map(({ imageId, made, picture, sourceSha256, boxes }) => ({
    id: imageId,
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
    annotationSeq: boxes.length,
    annotationCount: boxes.length,
    uploadedBy: userId,
  }));
  await insertImages(tx, { images });
}

function noteWritten(target: ImportTarget, written: Written, log: ImportReport): void {
  const { picture, state, boxes, boxesAdded, firstFile, made } = written;
  const { images, annotations } = log.report;
  const file = picture.source.path;
  images[state === "known" || state === "twin" ? "known" : "added"] += 1;
  if (state === "twin") return noteTwin(file, { twin: firstFile, boxes: boxes.length }, log);
  target.met.set(written.imageId, file);
  annotations.added += boxesAdded;
  annotations.known += boxes.length - boxesAdded;
  if (state === "new") for (const reason of made?.changes ?? []) log.change({ file, reason });
}

function noteTwin(file: string, found: { twin: string; boxes: number }, log: ImportReport): void {
  log.change({ file, reason: "sameBytes", args: { picture: found.twin } });
  log.report.annotations.skipped += found.boxes;
  if (found.boxes > 0)
    log.skip({ file, reason: "twinBoxes", args: { picture: found.twin, count: found.boxes } });
}

function noteRefusal(picture: PlannedPicture, refusal: PictureRefusal, log: ImportReport): void {
  log.report.images.skipped += 1;
  log.skip({ file: picture.source.path, reason: refusal.reason, args: refusal.args });
  const lost = picture.boxSets.reduce((sum, set) => sum + set.boxes.length, 0);
  log.report.annotations.read += lost;
  log.report.annotations.skipped += lost;
}
