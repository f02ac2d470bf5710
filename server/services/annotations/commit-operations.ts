import { randomUUID } from "node:crypto";
import type { Transaction } from "@/db/client";
import {
  type AnnotatedImage,
  type AnnotationRow,
  findAnnotations,
  findAuthors,
  findSentOperations,
  insertAnnotations,
  insertOperations,
  listLiveTags,
  listUsableLabelIds,
  lockAnnotatedImage,
  type NewOperation,
  updateAnnotation,
  updateImageProgress,
} from "@/db/queries/annotation";
import { clipBox } from "@/lib/annotation/box";
import { imageSize } from "@/lib/annotation/coordinates";
import type { OperationResult } from "@/lib/annotation/document";
import { boxGeometry, type Geometry } from "@/lib/annotation/geometry";
import {
  type AnnotationOperation,
  MAX_ANNOTATIONS_PER_IMAGE,
  type SubmittedOperation,
} from "@/lib/annotation/operation";
import { type OrderedAnnotation, resolveOperation } from "@/lib/annotation/resolve-operation";
import type { AnnotationId, ImageId, LabelId, UserId } from "@/lib/ids";
import { AppError } from "../../errors";
import { notifyChange } from "../../realtime/change-bus";
import { imageTopic } from "./image-topic";

type Batch = { imageId: ImageId; userId: UserId | null; clientId: string; operations: SubmittedOperation[] };

/** What the batch knows and changes while its operations are resolved one after another. */
type Ledger = {
  image: AnnotatedImage;
  clientId: string;
  labels: ReadonlySet<LabelId>;
  rows: Map<AnnotationId, OrderedAnnotation>;
  /** Ids of annotations that lie on another image of the team. */
  foreign: ReadonlySet<AnnotationId>;
  authors: ReadonlyMap<number, string>;
  tagLabels: Set<LabelId>;
  count: number;
  nextSeq: number;
  created: Set<AnnotationId>;
  changed: Set<AnnotationId>;
  log: NewOperation[];
};

/**
 * Orders, resolves and stores operations on one image in the caller's transaction: the rows, the log and the
 * image's counters together. The image's row is locked meanwhile, so numbers have no gaps and a retry waits
 * for the first try. Boxes are cut at the picture's edges. Throws `notFound` for an image that is gone.
 */
export async function commitOperations(tx: Transaction, batch: Batch): Promise<OperationResult[]> {
  const image = await lockAnnotatedImage(tx, batch);
  if (!image) throw new AppError("notFound", "annotation.imageNotFound");
  const sent = await sentBefore(tx, batch);
  const fresh = batch.operations.filter(({ mid }) => !sent.has(mid));
  if (fresh.length === 0) return batch.operations.map(({ mid }) => sent.get(mid) ?? missing(mid));
  const ledger = await openLedger(tx, image, { ...batch, operations: fresh });
  const results = new Map(fresh.map((operation) => [operation.mid, resolve(ledger, operation)]));
  await store(tx, ledger, batch.userId);
  if (ledger.log.length > 0) await notifyChange(tx, imageTopic(image.id));
  return batch.operations.map(({ mid }) => sent.get(mid) ?? results.get(mid) ?? missing(mid));
}

/** A client id for operations that the server itself makes. */
export function serverClientId(): string {
  return randomUUID();
}

async function sentBefore(tx: Transaction, batch: Batch): Promise<Map<number, OperationResult>> {
  const mids = batch.operations.map(({ mid }) => mid);
  const rows = await findSentOperations(tx, { clientId: batch.clientId, mids });
  if (rows.some((row) => row.imageId !== batch.imageId || row.userId !== batch.userId)) {
    throw new AppError("conflict", "annotation.clientIdTaken");
  }
  return new Map(
    rows.map(({ mid, seq, clientId, op, lost }) => [
      mid,
      { mid, status: "accepted", logged: { mid, seq, clientId, op, lost: lost ?? [] } },
    ]),
  );
}

async function openLedger(tx: Transaction, image: AnnotatedImage, batch: Batch): Promise<Ledger> {
  const ids = [...new Set(batch.operations.map(({ op }) => op.id))];
  const found = await findAnnotations(tx, { ids });
  const own = found.filter((row) => row.imageId === image.id);
  const seqs = own.flatMap(writtenSeqs);
  return {
    image,
    clientId: batch.clientId,
    labels: new Set(await listUsableLabelIds(tx, { datasetId: image.datasetId })),
    rows: new Map(own.map(({ imageId: _, ...row }) => [row.id, row])),
    foreign: new Set(found.filter((row) => row.imageId !== image.id).map(({ id }) => id)),
    authors: await findAuthors(tx, { imageId: image.id, seqs: [...new Set(seqs)] }),
    tagLabels: await liveTagLabels(tx, image.id, batch.operations),
    count: image.annotationCount,
    nextSeq: image.annotationSeq + 1,
    created: new Set(),
    changed: new Set(),
    log: [],
  };
}

function writtenSeqs(row: AnnotationRow): number[] {
  const presence = row.presenceSeq === null ? [] : [row.presenceSeq];
  return [row.geometrySeq, row.labelSeq, row.zSeq, ...presence, ...Object.values(row.attributeSeqs)];
}

function resolve(ledger: Ledger, { mid, baseSeq, op: asked }: SubmittedOperation): OperationResult {
  const checked = check(ledger, asked);
  if ("reason" in checked) return { mid, status: "rejected", code: "invalid", args: {}, ...checked };
  const { op } = checked;
  const seq = ledger.nextSeq;
  const before = ledger.rows.get(op.id);
  const resolution = resolveOperation(before, {
    op,
    seq,
    hasSeen: (other) => hasSeen(ledger, other, baseSeq),
  });
  if (resolution.status === "rejected")
    return { mid, status: "rejected", code: "invalid", reason: resolution.reason, args: {} };
  const lost = resolution.status === "lost" ? [resolution.group] : [];
  if (resolution.status === "applied") record(ledger, before, resolution.annotation);
  ledger.nextSeq += 1;
  ledger.log.push({ mid, baseSeq, seq, op, lost });
  return { mid, status: "accepted", logged: { mid, seq, clientId: ledger.clientId, op, lost } };
}

/** An author has seen what they had loaded, and what they wrote themselves, this very batch included. */
function hasSeen(ledger: Ledger, seq: number, baseSeq: number): boolean {
  return seq <= baseSeq || seq > ledger.image.annotationSeq || ledger.authors.get(seq) === ledger.clientId;
}

function record(ledger: Ledger, before: OrderedAnnotation | undefined, after: OrderedAnnotation): void {
  ledger.rows.set(after.id, after);
  if (before) ledger.changed.add(after.id);
  else ledger.created.add(after.id);
  const wasLive = before !== undefined && !before.isDeleted;
  ledger.count += Number(!after.isDeleted) - Number(wasLive);
  if (after.geometry.type === "tag") noteTag(ledger, before, after);
}

type Checked = { op: AnnotationOperation } | { reason: string; args?: Record<string, string | number> };

function check(ledger: Ledger, op: AnnotationOperation): Checked {
  if (ledger.foreign.has(op.id))
    return { reason: op.type === "create" ? "annotation.idTaken" : "annotation.notFound" };
  if ("labelId" in op && !ledger.labels.has(op.labelId)) return { reason: "annotation.labelUnknown" };
  if ((op.type === "create" || op.type === "restore") && ledger.count >= MAX_ANNOTATIONS_PER_IMAGE) {
    return { reason: "annotation.tooMany", args: { limit: MAX_ANNOTATIONS_PER_IMAGE } };
  }
  if (op.type === "create" && op.geometry.type === "tag" && ledger.tagLabels.has(op.labelId))
    return { reason: "annotation.tagExists" };
  if (!("geometry" in op)) return { op };
  const geometry = clipGeometry(op.geometry, ledger.image);
  return geometry ? { op: { ...op, geometry } } : { reason: "annotation.outsideImage" };
}

function clipGeometry(geometry: Geometry, image: AnnotatedImage): Geometry | null {
  if (geometry.type === "tag") return geometry;
  const clipped = clipBox(geometry, imageSize(image.widthPx, image.heightPx));
  return clipped && boxGeometry(clipped);
}

/** Labels of live tags, read only when the batch touches tags. */
async function liveTagLabels(
  tx: Transaction,
  imageId: ImageId,
  operations: SubmittedOperation[],
): Promise<Set<LabelId>> {
  const touchesTags = operations.some(({ op }) => op.type === "create" && op.geometry.type === "tag");
  if (!touchesTags) return new Set();
  return new Set((await listLiveTags(tx, { imageId })).map(({ labelId }) => labelId));
}

function noteTag(ledger: Ledger, before: OrderedAnnotation | undefined, after: OrderedAnnotation): void {
  if (before && !before.isDeleted) ledger.tagLabels.delete(before.labelId);
  if (!after.isDeleted) ledger.tagLabels.add(after.labelId);
}

async function store(tx: Transaction, ledger: Ledger, userId: UserId | null): Promise<void> {
  const { image, clientId, log, created, changed, rows } = ledger;
  if (log.length === 0) return;
  const annotations = [...created].flatMap((id) => rows.get(id) ?? []);
  const inserted = await insertAnnotations(tx, { image, userId, annotations });
  if (inserted.length < annotations.length) throw new AppError("conflict", "annotation.idTaken");
  for (const id of changed) {
    const annotation = rows.get(id);
    if (annotation && !created.has(id)) await updateAnnotation(tx, { userId, annotation });
  }
  await insertOperations(tx, { image, userId, clientId, operations: log });
  await updateImageProgress(tx, {
    imageId: image.id,
    annotationSeq: ledger.nextSeq - 1,
    annotationCount: ledger.count,
  });
}

function missing(mid: number): never {
  throw new Error(`operation ${mid} has no result`);
}
