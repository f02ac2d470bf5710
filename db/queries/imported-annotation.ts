import { and, eq, max, sql } from "drizzle-orm";
import type { BoxGeometry } from "@/lib/annotation/geometry";
import type { AnnotationId, DatasetId, ImageId, LabelId, TeamId, UserId } from "@/lib/ids";
import type { Transaction } from "../client";
import { annotation, annotationOp } from "../schema/annotation";
import { image } from "../schema/dataset";

export type NewBox = {
  id: AnnotationId;
  labelId: LabelId;
  geometry: BoxGeometry;
  z: string;
  attributes: Record<string, string | number | boolean>;
};

/** Takes the picture's row, as every writer of annotations does, and returns the newest operation's number. */
export async function lockImage(tx: Transaction, params: { imageId: ImageId }) {
  const [row] = await tx
    .select({ seq: image.annotationSeq })
    .from(image)
    .where(eq(image.id, params.imageId))
    .for("update");
  return row?.seq ?? 0;
}

/** A picture's annotations, deleted ones too. */
export function listAnnotationRows(tx: Transaction, params: { imageId: ImageId }) {
  return tx
    .select({
      id: annotation.id,
      labelId: annotation.labelId,
      geometry: annotation.geometry,
      z: annotation.z,
      deletedAt: annotation.deletedAt,
    })
    .from(annotation)
    .where(eq(annotation.imageId, params.imageId));
}

/** Which of these annotations one client made: an import asks so of itself after it was cut short. */
export async function countMadeBy(tx: Transaction, params: { imageId: ImageId; clientId: string }) {
  const [row] = await tx
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(annotationOp)
    .where(and(eq(annotationOp.imageId, params.imageId), eq(annotationOp.clientId, params.clientId)));
  return row?.count ?? 0;
}

/**
 * Adds boxes as create operations numbered from `seq + 1`, and their rows, and moves the picture's counters on.
 * The caller holds the picture's row.
 */
export async function insertBoxes(
  tx: Transaction,
  params: {
    teamId: TeamId;
    datasetId: DatasetId;
    imageId: ImageId;
    userId: UserId | null;
    clientId: string;
    seq: number;
    boxes: NewBox[];
  },
) {
  const { teamId, datasetId, imageId, userId, clientId, seq, boxes } = params;
  if (boxes.length === 0) return;
  const [last] = await tx
    .select({ mid: max(annotationOp.mid) })
    .from(annotationOp)
    .where(eq(annotationOp.clientId, clientId));
  const mid = (last?.mid ?? 0) + 1;
  const numbered = boxes.map((box, index) => ({ box, seq: seq + 1 + index, mid: mid + index }));
  for (let at = 0; at < numbered.length; at += 500) {
    const some = numbered.slice(at, at + 500);
    await tx.insert(annotationOp).values(
      some.map(({ box, seq: own, mid: message }) => ({
        imageId,
        teamId,
        clientId,
        userId,
        seq: own,
        mid: message,
        baseSeq: seq,
        op: { type: "create" as const, ...box },
      })),
    );
    await tx.insert(annotation).values(
      some.map(({ box, seq: own }) => ({
        ...box,
        teamId,
        datasetId,
        imageId,
        createdBy: userId,
        updatedBy: userId,
        geometrySeq: own,
        labelSeq: own,
        zSeq: own,
        attributeSeqs: Object.fromEntries(Object.keys(box.attributes).map((name) => [name, own])),
      })),
    );
  }
  await tx
    .update(image)
    .set({
      annotationSeq: seq + boxes.length,
      annotationCount: sql`${image.annotationCount} + ${boxes.length}`,
    })
    .where(eq(image.id, imageId));
}
