import { and, asc, eq, gt, inArray, isNull, max, sql } from "drizzle-orm";
import type { AnnotationOperation, LoggedOperation, SubmittedOperation } from "@/lib/annotation/operation";
import type { OrderedAnnotation } from "@/lib/annotation/resolve-operation";
import type { AnnotationId, DatasetId, ImageId, LabelId, TeamId, UserId } from "@/lib/ids";
import type { Transaction } from "../client";
import { annotation, annotationOp } from "../schema/annotation";
import { dataset, image, label } from "../schema/dataset";

/** Rows per INSERT: Postgres takes at most 65,535 parameters. */
const INSERT_BATCH = 1_000;

const IMAGE_COLUMNS = {
  id: image.id,
  teamId: image.teamId,
  datasetId: image.datasetId,
  widthPx: image.widthPx,
  heightPx: image.heightPx,
  annotationSeq: image.annotationSeq,
  annotationCount: image.annotationCount,
};
export type AnnotatedImage = {
  id: ImageId;
  teamId: TeamId;
  datasetId: DatasetId;
  widthPx: number;
  heightPx: number;
  annotationSeq: number;
  annotationCount: number;
};

/** An annotation's row: its ordered state, and whose it is. */
export type AnnotationRow = OrderedAnnotation & { imageId: ImageId };

/** An image that is not deleted, nor its dataset. */
export async function findAnnotatedImage(
  tx: Transaction,
  params: { imageId: ImageId },
): Promise<AnnotatedImage | undefined> {
  const [found] = await tx
    .select(IMAGE_COLUMNS)
    .from(image)
    .innerJoin(dataset, eq(dataset.id, image.datasetId))
    .where(isLive(params));
  return found;
}

/** The same, locked: whoever holds it gives out the image's next operation numbers. */
export async function lockAnnotatedImage(
  tx: Transaction,
  params: { imageId: ImageId },
): Promise<AnnotatedImage | undefined> {
  const [found] = await tx
    .select(IMAGE_COLUMNS)
    .from(image)
    .innerJoin(dataset, eq(dataset.id, image.datasetId))
    .where(isLive(params))
    .for("update", { of: image });
  return found;
}

function isLive({ imageId }: { imageId: ImageId }) {
  return and(eq(image.id, imageId), isNull(image.deletedAt), isNull(dataset.deletedAt));
}

/** Labels of a dataset that annotations may carry. */
export async function listUsableLabelIds(
  tx: Transaction,
  params: { datasetId: DatasetId },
): Promise<LabelId[]> {
  const rows = await tx
    .select({ id: label.id })
    .from(label)
    .where(and(eq(label.datasetId, params.datasetId), isNull(label.archivedAt)));
  return rows.map(({ id }) => id);
}

/** Every annotation of an image, tombstones included, oldest first. */
export async function listAnnotations(
  tx: Transaction,
  params: { imageId: ImageId },
): Promise<AnnotationRow[]> {
  const rows = await tx
    .select()
    .from(annotation)
    .where(eq(annotation.imageId, params.imageId))
    .orderBy(asc(annotation.id));
  return rows.map(fromRow);
}

export async function findAnnotations(
  tx: Transaction,
  params: { ids: AnnotationId[] },
): Promise<AnnotationRow[]> {
  if (params.ids.length === 0) return [];
  return (await tx.select().from(annotation).where(inArray(annotation.id, params.ids))).map(fromRow);
}

/** Live tags (labels on the whole picture) of an image. */
export async function listLiveTags(tx: Transaction, params: { imageId: ImageId }): Promise<AnnotationRow[]> {
  const rows = await tx
    .select()
    .from(annotation)
    .where(
      and(
        eq(annotation.imageId, params.imageId),
        isNull(annotation.deletedAt),
        sql`${annotation.geometry}->>'type' = 'tag'`,
      ),
    );
  return rows.map(fromRow);
}

/** The highest fractional index on an image, tombstones included; null when it is bare. */
export async function findTopZ(tx: Transaction, params: { imageId: ImageId }): Promise<string | null> {
  // Keys are compared by code unit in the browser, so the database's collation must not order them.
  const [row] = await tx
    .select({ z: max(sql<string>`${annotation.z} collate "C"`) })
    .from(annotation)
    .where(eq(annotation.imageId, params.imageId));
  return row?.z ?? null;
}

/** The part of an image's log after `afterSeq`, in order. */
export async function listOperationsAfter(
  tx: Transaction,
  params: { imageId: ImageId; afterSeq: number; limit: number },
): Promise<LoggedOperation[]> {
  const rows = await tx
    .select()
    .from(annotationOp)
    .where(and(eq(annotationOp.imageId, params.imageId), gt(annotationOp.seq, params.afterSeq)))
    .orderBy(asc(annotationOp.seq))
    .limit(params.limit);
  return rows.map(({ seq, clientId, mid, op, lost }) => ({ seq, clientId, mid, op, lost: lost ?? [] }));
}

/** Operations that a client has sent before, under the numbers that it gave them. */
export function findSentOperations(tx: Transaction, params: { clientId: string; mids: number[] }) {
  return tx
    .select()
    .from(annotationOp)
    .where(and(eq(annotationOp.clientId, params.clientId), inArray(annotationOp.mid, params.mids)));
}

/** Which client wrote each of some operations. */
export async function findAuthors(
  tx: Transaction,
  params: { imageId: ImageId; seqs: number[] },
): Promise<Map<number, string>> {
  if (params.seqs.length === 0) return new Map();
  const rows = await tx
    .select({ seq: annotationOp.seq, clientId: annotationOp.clientId })
    .from(annotationOp)
    .where(and(eq(annotationOp.imageId, params.imageId), inArray(annotationOp.seq, params.seqs)));
  return new Map(rows.map(({ seq, clientId }) => [seq, clientId]));
}

/** Inserts annotations; returns the ids that were free. */
export async function insertAnnotations(
  tx: Transaction,
  params: { image: AnnotatedImage; userId: UserId | null; annotations: OrderedAnnotation[] },
): Promise<AnnotationId[]> {
  const { image: owner, userId, annotations } = params;
  const inserted: AnnotationId[] = [];
  for (const batch of batchesOf(annotations)) {
    const rows = batch.map((one) => ({
      ...toRow(one),
      teamId: owner.teamId,
      datasetId: owner.datasetId,
      imageId: owner.id,
      createdBy: userId,
      updatedBy: userId,
    }));
    const made = await tx
      .insert(annotation)
      .values(rows)
      .onConflictDoNothing()
      .returning({ id: annotation.id });
    inserted.push(...made.map(({ id }) => id));
  }
  return inserted;
}

export async function updateAnnotation(
  tx: Transaction,
  params: { userId: UserId | null; annotation: OrderedAnnotation },
): Promise<void> {
  const { id, deletedAt, ...rest } = toRow(params.annotation);
  await tx
    .update(annotation)
    .set({
      ...rest,
      updatedBy: params.userId,
      updatedAt: sql`now()`,
      deletedAt: deletedAt ? sql`coalesce(${annotation.deletedAt}, now())` : null,
    })
    .where(eq(annotation.id, id));
}

export type NewOperation = Omit<SubmittedOperation, "op"> & {
  seq: number;
  op: AnnotationOperation;
  lost: string[];
};

/** Appends to an image's log. Throws a unique violation when `(clientId, mid)` was used elsewhere. */
export async function insertOperations(
  tx: Transaction,
  params: { image: AnnotatedImage; userId: UserId | null; clientId: string; operations: NewOperation[] },
): Promise<void> {
  const { image: owner, userId, clientId, operations } = params;
  for (const batch of batchesOf(operations)) {
    await tx.insert(annotationOp).values(
      batch.map(({ lost, ...operation }) => ({
        ...operation,
        lost: lost.length > 0 ? lost : null,
        imageId: owner.id,
        teamId: owner.teamId,
        clientId,
        userId,
      })),
    );
  }
}

export async function updateImageProgress(
  tx: Transaction,
  params: { imageId: ImageId; annotationSeq: number; annotationCount: number },
): Promise<void> {
  const { imageId, annotationSeq, annotationCount } = params;
  await tx.update(image).set({ annotationSeq, annotationCount }).where(eq(image.id, imageId));
}

function fromRow(row: typeof annotation.$inferSelect): AnnotationRow {
  const { id, imageId, labelId, geometry, attributes, z, geometrySeq, labelSeq, zSeq, attributeSeqs } = row;
  return {
    id,
    imageId,
    labelId,
    geometry,
    attributes,
    z,
    geometrySeq,
    labelSeq,
    zSeq,
    attributeSeqs,
    isDeleted: row.deletedAt !== null,
    presenceSeq: row.deletedSeq,
  };
}

function toRow(one: OrderedAnnotation) {
  const { id, labelId, geometry, z, geometrySeq, labelSeq, zSeq, isDeleted, presenceSeq } = one;
  return {
    id,
    labelId,
    geometry,
    z,
    geometrySeq,
    labelSeq,
    zSeq,
    attributes: { ...one.attributes },
    attributeSeqs: { ...one.attributeSeqs },
    deletedAt: isDeleted ? new Date() : null,
    deletedSeq: presenceSeq,
  };
}

function* batchesOf<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += INSERT_BATCH)
    yield rows.slice(start, start + INSERT_BATCH);
}
