import { and, asc, eq, exists, gt, inArray, isNotNull, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import type { DatasetId, ImageId, JobId, LabelId, Sha256, TeamId } from "@/lib/ids";
import type { SplitName } from "@/lib/protocol/dataset-version";
import type { Transaction } from "../client";
import { annotation } from "../schema/annotation";
import { dataset, image } from "../schema/dataset";

export const IMAGE_SORTS = ["name", "newest", "oldest"] as const;
export type ImageSort = (typeof IMAGE_SORTS)[number];

export type ImageFilters = {
  labelId?: LabelId | undefined;
  annotated?: boolean | undefined;
  split?: SplitName | "none" | undefined;
  name?: string | undefined;
};

/** Sorts "image-2" before "image-10": every run of digits is padded to ten. */
const naturalName = sql<string>`regexp_replace(regexp_replace(lower(${image.fileName}), '(\\d+)', '0000000000\\1', 'g'), '0*(\\d{10})', '\\1', 'g')`;

const imageColumns = {
  id: image.id,
  fileName: image.fileName,
  blobSha256: image.blobSha256,
  thumbnailSha256: image.thumbnailSha256,
  mime: image.mime,
  widthPx: image.widthPx,
  heightPx: image.heightPx,
  thumbhash: image.thumbhash,
  groupKey: image.groupKey,
  importedSplit: image.importedSplit,
  annotationCount: image.annotationCount,
  createdAt: image.createdAt,
  sortKey: naturalName.as("sort_key"),
};

export type ImageCursor = { key: string; id: ImageId };
type Place = { datasetId: DatasetId; filters: ImageFilters; sort: ImageSort };

/** One page of a dataset's pictures after `cursor`. */
export function listImages(tx: Transaction, params: Place & { cursor: ImageCursor | null; limit: number }) {
  const { cursor, sort } = params;
  return tx
    .select(imageColumns)
    .from(image)
    .where(and(...conditions(tx, params), cursor ? after(cursor, sort) : undefined))
    .orderBy(...order(sort))
    .limit(params.limit);
}

export async function countImages(tx: Transaction, params: { datasetId: DatasetId; filters: ImageFilters }) {
  const [row] = await tx
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(image)
    .where(and(...conditions(tx, params)));
  return row?.count ?? 0;
}

export async function findImage(tx: Transaction, params: { teamId: TeamId; imageId: ImageId }) {
  const [found] = await tx
    .select({
      ...imageColumns,
      datasetId: image.datasetId,
      datasetSlug: dataset.slug,
      datasetName: dataset.name,
    })
    .from(image)
    .innerJoin(dataset, eq(dataset.id, image.datasetId))
    .where(
      and(
        eq(image.teamId, params.teamId),
        eq(image.id, params.imageId),
        isNull(image.deletedAt),
        isNull(dataset.deletedAt),
      ),
    );
  return found;
}

/** The pictures before and after this one in the grid's order, and its place (1-based) among them. */
export async function findNeighbours(tx: Transaction, params: Place & { at: ImageCursor }) {
  const { at, sort } = params;
  const where = conditions(tx, params);
  const [next] = await tx
    .select({ id: image.id })
    .from(image)
    .where(and(...where, after(at, sort)))
    .orderBy(...order(sort))
    .limit(1);
  const [previous] = await tx
    .select({ id: image.id })
    .from(image)
    .where(and(...where, before(at, sort)))
    .orderBy(...order(sort, true))
    .limit(1);
  const [ahead] = await tx
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(image)
    .where(and(...where, before(at, sort)));
  return { previous: previous?.id ?? null, next: next?.id ?? null, position: (ahead?.count ?? 0) + 1 };
}

/** Marks pictures of one dataset deleted; returns those it found. */
export function softDeleteImages(tx: Transaction, params: { datasetId: DatasetId; imageIds: ImageId[] }) {
  return tx
    .update(image)
    .set({ deletedAt: new Date() })
    .where(
      and(eq(image.datasetId, params.datasetId), inArray(image.id, params.imageIds), isNull(image.deletedAt)),
    )
    .returning({ id: image.id });
}

export function restoreImages(tx: Transaction, params: { datasetId: DatasetId; imageIds: ImageId[] }) {
  return tx
    .update(image)
    .set({ deletedAt: null })
    .where(
      and(
        eq(image.datasetId, params.datasetId),
        inArray(image.id, params.imageIds),
        isNotNull(image.deletedAt),
      ),
    )
    .returning({ id: image.id });
}

/** Puts pictures into one group (one artwork), or out of any with null. */
export function setGroupKey(
  tx: Transaction,
  params: { datasetId: DatasetId; imageIds: ImageId[]; groupKey: string | null },
) {
  return tx
    .update(image)
    .set({ groupKey: params.groupKey })
    .where(
      and(eq(image.datasetId, params.datasetId), inArray(image.id, params.imageIds), isNull(image.deletedAt)),
    )
    .returning({ id: image.id });
}

/** Pictures with any of these bytes, as they came or as they are kept; deleted ones too, after the others. */
export async function findImagesByBytes(
  tx: Transaction,
  params: { datasetId: DatasetId; sha256s: readonly Sha256[] },
) {
  if (params.sha256s.length === 0) return [];
  const sha256s = [...params.sha256s];
  return tx
    .select({
      id: image.id,
      sourceSha256: image.sourceSha256,
      blobSha256: image.blobSha256,
      jobId: image.jobId,
      deletedAt: image.deletedAt,
    })
    .from(image)
    .where(
      and(
        eq(image.datasetId, params.datasetId),
        or(inArray(image.sourceSha256, sha256s), inArray(image.blobSha256, sha256s)),
      ),
    )
    .orderBy(sql`${image.deletedAt} is not null`, asc(image.id));
}

export async function insertImages(tx: Transaction, params: { images: (typeof image.$inferInsert)[] }) {
  if (params.images.length > 0) await tx.insert(image).values(params.images);
}

/** Brings back deleted pictures that an import has met again. */
export async function reviveImages(tx: Transaction, params: { imageIds: ImageId[]; jobId: JobId }) {
  const { imageIds, jobId } = params;
  if (imageIds.length > 0)
    await tx.update(image).set({ deletedAt: null, jobId }).where(inArray(image.id, imageIds));
}

/** Every live picture's name and size, by which annotation files speak of it. */
export function listImageNames(tx: Transaction, params: { datasetId: DatasetId }) {
  return tx
    .select({
      id: image.id,
      fileName: image.fileName,
      mime: image.mime,
      widthPx: image.widthPx,
      heightPx: image.heightPx,
    })
    .from(image)
    .where(and(eq(image.datasetId, params.datasetId), isNull(image.deletedAt)))
    .orderBy(asc(image.id));
}

/** Every live picture of a dataset, as a freeze or an export needs it. */
export function listAllImages(tx: Transaction, params: { datasetId: DatasetId }) {
  return tx
    .select({
      id: image.id,
      fileName: image.fileName,
      blobSha256: image.blobSha256,
      mime: image.mime,
      widthPx: image.widthPx,
      heightPx: image.heightPx,
      dhash: image.dhash,
      groupKey: image.groupKey,
      importedSplit: image.importedSplit,
    })
    .from(image)
    .where(and(eq(image.datasetId, params.datasetId), isNull(image.deletedAt)))
    .orderBy(asc(image.id));
}

/** Live annotations of these pictures, in drawing order. */
export async function listAnnotationsOf(tx: Transaction, params: { imageIds: ImageId[] }) {
  if (params.imageIds.length === 0) return [];
  return tx
    .select({
      id: annotation.id,
      imageId: annotation.imageId,
      labelId: annotation.labelId,
      geometry: annotation.geometry,
    })
    .from(annotation)
    .where(and(inArray(annotation.imageId, params.imageIds), isNull(annotation.deletedAt)))
    .orderBy(asc(annotation.imageId), asc(annotation.z), asc(annotation.id));
}

/** Live annotations of a dataset's live pictures, with attributes. */
export function listAllAnnotations(tx: Transaction, params: { datasetId: DatasetId }) {
  return tx
    .select({
      id: annotation.id,
      imageId: annotation.imageId,
      labelId: annotation.labelId,
      geometry: annotation.geometry,
      attributes: annotation.attributes,
    })
    .from(annotation)
    .innerJoin(image, eq(image.id, annotation.imageId))
    .where(
      and(eq(annotation.datasetId, params.datasetId), isNull(annotation.deletedAt), isNull(image.deletedAt)),
    )
    .orderBy(asc(annotation.imageId), asc(annotation.id));
}

function conditions(
  tx: Transaction,
  params: { datasetId: DatasetId; filters: ImageFilters },
): (SQL | undefined)[] {
  const { labelId, annotated, split, name } = params.filters;
  const hasLabel = () =>
    exists(
      tx
        .select({ one: sql`1` })
        .from(annotation)
        .where(
          and(
            eq(annotation.imageId, image.id),
            eq(annotation.labelId, labelId ?? sql`null`),
            isNull(annotation.deletedAt),
          ),
        ),
    );
  return [
    eq(image.datasetId, params.datasetId),
    isNull(image.deletedAt),
    labelId && hasLabel(),
    annotated === undefined
      ? undefined
      : annotated
        ? gt(image.annotationCount, 0)
        : eq(image.annotationCount, 0),
    split && (split === "none" ? isNull(image.importedSplit) : eq(image.importedSplit, split)),
    name ? sql`position(lower(${name.normalize("NFC")}) in lower(${image.fileName})) > 0` : undefined,
  ];
}

function order(sort: ImageSort, backwards = false) {
  const down = (sort === "newest") !== backwards;
  const direction = (column: SQL | typeof image.id) => (down ? sql`${column} desc` : sql`${column} asc`);
  return sort === "name" ? [direction(naturalName), direction(image.id)] : [direction(image.id)];
}

function after(cursor: ImageCursor, sort: ImageSort): SQL | undefined {
  if (sort === "name") return sql`(${naturalName}, ${image.id}) > (${cursor.key}, ${cursor.id}::uuid)`;
  return sort === "newest" ? lt(image.id, cursor.id) : gt(image.id, cursor.id);
}

function before(cursor: ImageCursor, sort: ImageSort): SQL | undefined {
  if (sort === "name") return sql`(${naturalName}, ${image.id}) < (${cursor.key}, ${cursor.id}::uuid)`;
  return sort === "newest" ? gt(image.id, cursor.id) : lt(image.id, cursor.id);
}

export async function findThumbnails(tx: Transaction, params: { imageIds: ImageId[] }) {
  if (params.imageIds.length === 0) return [];
  return tx
    .select({ id: image.id, thumbnailSha256: image.thumbnailSha256 })
    .from(image)
    .where(inArray(image.id, params.imageIds));
}

/** How many pictures of a dataset came with a split. */
export async function countImportedSplits(tx: Transaction, params: { datasetId: DatasetId }) {
  const [row] = await tx
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(image)
    .where(
      and(eq(image.datasetId, params.datasetId), isNull(image.deletedAt), isNotNull(image.importedSplit)),
    );
  return row?.count ?? 0;
}
