import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { DatasetId, ImageId, Sha256, TeamId } from "@/lib/ids";
import type { Transaction } from "../client";
import { annotation } from "../schema/annotation";
import { dataset, datasetVersion, image } from "../schema/dataset";

/** Makes a dataset unless the team has used its slug (also for a deleted one); undefined then. */
export async function insertDatasetIfNew(tx: Transaction, params: typeof dataset.$inferInsert) {
  const [row] = await tx
    .insert(dataset)
    .values(params)
    .onConflictDoNothing({ target: [dataset.teamId, dataset.slug] })
    .returning();
  return row;
}

export async function findDataset(tx: Transaction, params: { teamId: TeamId; slug: string }) {
  const [found] = await tx
    .select()
    .from(dataset)
    .where(and(eq(dataset.teamId, params.teamId), eq(dataset.slug, params.slug), isNull(dataset.deletedAt)));
  return found;
}

export async function findDatasetById(tx: Transaction, params: { datasetId: DatasetId }) {
  const [found] = await tx
    .select()
    .from(dataset)
    .where(and(eq(dataset.id, params.datasetId), isNull(dataset.deletedAt)));
  return found;
}

/** Holds the dataset until the transaction ends, so that two freezes take turns. */
export async function lockDataset(tx: Transaction, params: { datasetId: DatasetId }) {
  await tx.select({ id: dataset.id }).from(dataset).where(eq(dataset.id, params.datasetId)).for("update");
}

/**
 * Holds a dataset until the transaction ends, so that imports into it take turns and it is not deleted meanwhile.
 * Edits of its annotations go on. False when it is gone.
 */
export async function holdLiveDataset(tx: Transaction, params: { datasetId: DatasetId }): Promise<boolean> {
  const found = await tx
    .select({ id: dataset.id })
    .from(dataset)
    .where(and(eq(dataset.id, params.datasetId), isNull(dataset.deletedAt)))
    .for("no key update");
  return found.length > 0;
}

export async function updateDataset(
  tx: Transaction,
  params: { datasetId: DatasetId; name?: string; description?: string },
) {
  const { datasetId, ...fields } = params;
  await tx.update(dataset).set(fields).where(eq(dataset.id, datasetId));
}

/** Marks it deleted and frees its slug. */
export async function softDeleteDataset(tx: Transaction, params: { datasetId: DatasetId }) {
  const freed = sql`left(${dataset.slug}, 30) || '-' || left(${dataset.id}::text, 13) || '-x'`;
  await tx
    .update(dataset)
    .set({ deletedAt: new Date(), slug: freed })
    .where(eq(dataset.id, params.datasetId));
}

/** A team's datasets with their counts, by name. */
export async function listDatasets(tx: Transaction, params: { teamId: TeamId }) {
  const rows = await tx
    .select({
      id: dataset.id,
      slug: dataset.slug,
      name: dataset.name,
      description: dataset.description,
      createdAt: dataset.createdAt,
    })
    .from(dataset)
    .where(and(eq(dataset.teamId, params.teamId), isNull(dataset.deletedAt)))
    .orderBy(asc(sql`lower(${dataset.name})`));
  const counts = await countDatasets(tx, { datasetIds: rows.map(({ id }) => id) });
  return rows.map((row) => ({ ...row, counts: counts.get(row.id) ?? EMPTY_COUNTS }));
}

export type DatasetCounts = { images: number; annotated: number; annotations: number; versions: number };
const EMPTY_COUNTS: DatasetCounts = { images: 0, annotated: 0, annotations: 0, versions: 0 };

/** Pictures, pictures with annotations, annotations and versions of each dataset. */
export async function countDatasets(tx: Transaction, params: { datasetIds: DatasetId[] }) {
  const { datasetIds } = params;
  if (datasetIds.length === 0) return new Map<DatasetId, DatasetCounts>();
  const live = await tx
    .select({
      id: image.datasetId,
      images: sql<number>`count(*)`.mapWith(Number),
      annotated: sql<number>`count(*) filter (where ${image.annotationCount} > 0)`.mapWith(Number),
      annotations: sql<number>`coalesce(sum(${image.annotationCount}), 0)`.mapWith(Number),
    })
    .from(image)
    .where(and(inArray(image.datasetId, datasetIds), isNull(image.deletedAt)))
    .groupBy(image.datasetId);
  const frozen = await tx
    .select({ id: datasetVersion.datasetId, versions: sql<number>`count(*)`.mapWith(Number) })
    .from(datasetVersion)
    .where(inArray(datasetVersion.datasetId, datasetIds))
    .groupBy(datasetVersion.datasetId);
  const versions = new Map(frozen.map((row) => [row.id, row.versions]));
  const pictures = new Map(live.map((row) => [row.id, row]));
  return new Map(
    datasetIds.map((id) => {
      const { images, annotated, annotations } = pictures.get(id) ?? EMPTY_COUNTS;
      return [id, { images, annotated, annotations, versions: versions.get(id) ?? 0 }];
    }),
  );
}

export type CoverImage = {
  datasetId: DatasetId;
  imageId: ImageId;
  thumbnailSha256: Sha256;
  thumbhash: string;
  widthPx: number;
  heightPx: number;
};

/** The first few pictures of each dataset, for its card. */
export async function listCovers(
  tx: Transaction,
  params: { datasetIds: DatasetId[]; each: number },
): Promise<CoverImage[]> {
  if (params.datasetIds.length === 0) return [];
  const ranked = tx
    .select({
      datasetId: image.datasetId,
      imageId: image.id,
      thumbnailSha256: image.thumbnailSha256,
      thumbhash: image.thumbhash,
      widthPx: image.widthPx,
      heightPx: image.heightPx,
      rank: sql<number>`row_number() over (partition by ${image.datasetId} order by ${image.id})`
        .mapWith(Number)
        .as("rank"),
    })
    .from(image)
    .where(and(inArray(image.datasetId, params.datasetIds), isNull(image.deletedAt)))
    .as("ranked");
  return tx
    .select()
    .from(ranked)
    .where(sql`${ranked.rank} <= ${params.each}`)
    .orderBy(ranked.datasetId, ranked.rank);
}

/** How many live annotations each label of a dataset has, on pictures that are there. */
export function countByLabel(tx: Transaction, params: { datasetId: DatasetId }) {
  return tx
    .select({ labelId: annotation.labelId, count: sql<number>`count(*)`.mapWith(Number) })
    .from(annotation)
    .innerJoin(image, eq(image.id, annotation.imageId))
    .where(
      and(eq(annotation.datasetId, params.datasetId), isNull(annotation.deletedAt), isNull(image.deletedAt)),
    )
    .groupBy(annotation.labelId);
}
