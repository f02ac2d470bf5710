import { asc, eq, inArray, max, sql } from "drizzle-orm";
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

/** Boxes that one import adds to one picture. `seq` and `mid` are the last numbers given out before them. */
export type NewBoxes = { imageId: ImageId; clientId: string; seq: number; mid: number; boxes: NewBox[] };

/** Takes pictures' rows, as every writer of annotations does, and returns each one's newest operation's number. */
export async function lockImages(tx: Transaction, params: { imageIds: ImageId[] }) {
  if (params.imageIds.length === 0) return new Map<ImageId, number>();
  const rows = await tx
    .select({ id: image.id, seq: image.annotationSeq })
    .from(image)
    .where(inArray(image.id, params.imageIds))
    .orderBy(asc(image.id))
    .for("update");
  return new Map(rows.map(({ id, seq }) => [id, seq]));
}

/** Pictures' annotations, deleted ones too. */
export async function listAnnotationRows(tx: Transaction, params: { imageIds: ImageId[] }) {
  if (params.imageIds.length === 0) return [];
  return tx
    .select({
      id: annotation.id,
      imageId: annotation.imageId,
      labelId: annotation.labelId,
      geometry: annotation.geometry,
      z: annotation.z,
      deletedAt: annotation.deletedAt,
    })
    .from(annotation)
    .where(inArray(annotation.imageId, params.imageIds));
}

/** How many operations each client has made: an import asks so of itself after it was cut short. */
export async function countMadeBy(tx: Transaction, params: { clientIds: string[] }) {
  if (params.clientIds.length === 0) return new Map<string, number>();
  const rows = await tx
    .select({ clientId: annotationOp.clientId, made: max(annotationOp.mid) })
    .from(annotationOp)
    .where(inArray(annotationOp.clientId, params.clientIds))
    .groupBy(annotationOp.clientId);
  return new Map(rows.map(({ clientId, made }) => [clientId, made ?? 0]));
}

const ROWS_PER_INSERT = 500;

/** Adds boxes as create operations and their rows. The caller holds the pictures' rows, and moves their counters on. */
export async function insertBoxes(
  tx: Transaction,
  params: { teamId: TeamId; datasetId: DatasetId; userId: UserId | null; added: readonly NewBoxes[] },
) {
  const { teamId, datasetId, userId } = params;
  const numbered = params.added.flatMap(({ boxes, ...place }) =>
    boxes.map((box, index) => ({ ...place, box, own: place.seq + 1 + index, ownMid: place.mid + 1 + index })),
  );
  for (let at = 0; at < numbered.length; at += ROWS_PER_INSERT) {
    const some = numbered.slice(at, at + ROWS_PER_INSERT);
    await tx.insert(annotationOp).values(
      some.map(({ imageId, clientId, seq, box, own, ownMid }) => ({
        imageId,
        teamId,
        clientId,
        userId,
        seq: own,
        mid: ownMid,
        baseSeq: seq,
        op: { type: "create" as const, ...box },
      })),
    );
    await tx.insert(annotation).values(
      some.map(({ imageId, box, own }) => ({
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
}

/** Moves a picture's counters past boxes that were added to it. */
export async function advanceImage(tx: Transaction, params: { imageId: ImageId; added: number }) {
  const { imageId, added } = params;
  await tx
    .update(image)
    .set({
      annotationSeq: sql`${image.annotationSeq} + ${added}`,
      annotationCount: sql`${image.annotationCount} + ${added}`,
    })
    .where(eq(image.id, imageId));
}
