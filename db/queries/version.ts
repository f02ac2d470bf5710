import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { DatasetId, DatasetVersionId, Sha256 } from "@/lib/ids";
import type { Transaction } from "../client";
import { newId } from "../schema/columns";
import { blob, dataset, datasetVersion, datasetVersionItem } from "../schema/dataset";
import { user } from "../schema/identity";

type NewVersion = Omit<typeof datasetVersion.$inferInsert, "id" | "number">;
type NewItem = Omit<typeof datasetVersionItem.$inferInsert, "versionId" | "teamId">;

const ITEMS_PER_INSERT = 500;

/** Writes a version with the dataset's next number; the dataset's row lock makes two freezes take turns. */
export async function insertVersion(
  tx: Transaction,
  params: { version: NewVersion; items: readonly NewItem[] },
) {
  const { version, items } = params;
  const [last] = await tx
    .select({ number: sql<number>`coalesce(max(${datasetVersion.number}), 0)`.mapWith(Number) })
    .from(datasetVersion)
    .where(eq(datasetVersion.datasetId, version.datasetId));
  const id = newId<DatasetVersionId>();
  const number = (last?.number ?? 0) + 1;
  await tx.insert(datasetVersion).values({ ...version, id, number });
  for (let at = 0; at < items.length; at += ITEMS_PER_INSERT) {
    const rows = items.slice(at, at + ITEMS_PER_INSERT);
    await tx
      .insert(datasetVersionItem)
      .values(rows.map((item) => ({ ...item, versionId: id, teamId: version.teamId })));
  }
  return { id, number };
}

export async function findVersionByHash(
  tx: Transaction,
  params: { datasetId: DatasetId; contentHash: Sha256 },
) {
  const [found] = await tx
    .select({ id: datasetVersion.id, number: datasetVersion.number })
    .from(datasetVersion)
    .where(
      and(eq(datasetVersion.datasetId, params.datasetId), eq(datasetVersion.contentHash, params.contentHash)),
    )
    .limit(1);
  return found;
}

const versionColumns = {
  id: datasetVersion.id,
  datasetId: datasetVersion.datasetId,
  number: datasetVersion.number,
  note: datasetVersion.note,
  contentHash: datasetVersion.contentHash,
  labels: datasetVersion.labels,
  splitConfig: datasetVersion.splitConfig,
  counts: datasetVersion.counts,
  createdAt: datasetVersion.createdAt,
  createdByName: user.name,
};

/** A dataset's versions, newest first. */
export function listVersions(tx: Transaction, params: { datasetId: DatasetId }) {
  return tx
    .select(versionColumns)
    .from(datasetVersion)
    .leftJoin(user, eq(user.id, datasetVersion.createdBy))
    .where(eq(datasetVersion.datasetId, params.datasetId))
    .orderBy(desc(datasetVersion.number));
}

export async function findVersion(tx: Transaction, params: { datasetId: DatasetId; number: number }) {
  const [found] = await tx
    .select(versionColumns)
    .from(datasetVersion)
    .leftJoin(user, eq(user.id, datasetVersion.createdBy))
    .where(and(eq(datasetVersion.datasetId, params.datasetId), eq(datasetVersion.number, params.number)));
  return found;
}

/** A version by id with its dataset's name, for those who read it on a run's behalf. */
export async function findVersionById(tx: Transaction, params: { versionId: DatasetVersionId }) {
  const [found] = await tx
    .select({
      id: datasetVersion.id,
      teamId: datasetVersion.teamId,
      datasetId: datasetVersion.datasetId,
      datasetName: dataset.name,
      number: datasetVersion.number,
      contentHash: datasetVersion.contentHash,
      labels: datasetVersion.labels,
      counts: datasetVersion.counts,
    })
    .from(datasetVersion)
    .innerJoin(dataset, eq(dataset.id, datasetVersion.datasetId))
    .where(eq(datasetVersion.id, params.versionId));
  return found;
}

/** A version's pictures with their splits and annotations, by image id. */
export function listVersionItems(tx: Transaction, params: { versionId: DatasetVersionId }) {
  return tx
    .select({
      imageId: datasetVersionItem.imageId,
      fileName: datasetVersionItem.fileName,
      blobSha256: datasetVersionItem.blobSha256,
      mime: blob.mime,
      bytes: blob.bytes,
      widthPx: datasetVersionItem.widthPx,
      heightPx: datasetVersionItem.heightPx,
      split: datasetVersionItem.split,
      groupKey: datasetVersionItem.groupKey,
      annotations: datasetVersionItem.annotations,
    })
    .from(datasetVersionItem)
    .innerJoin(blob, eq(blob.sha256, datasetVersionItem.blobSha256))
    .where(eq(datasetVersionItem.versionId, params.versionId))
    .orderBy(asc(datasetVersionItem.imageId));
}
