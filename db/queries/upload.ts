import { and, asc, eq, inArray, lt, sql } from "drizzle-orm";
import type { TeamId, UploadId, UserId } from "@/lib/ids";
import type { Transaction } from "../client";
import { upload } from "../schema/dataset";

export async function insertUpload(tx: Transaction, params: typeof upload.$inferInsert) {
  const [row] = await tx.insert(upload).values(params).returning();
  if (!row) throw new Error("insert returned no row");
  return row;
}

/** One person's upload. */
export async function findUpload(tx: Transaction, params: { uploadId: UploadId; userId: UserId }) {
  const [found] = await tx
    .select()
    .from(upload)
    .where(and(eq(upload.id, params.uploadId), eq(upload.userId, params.userId)));
  return found;
}

export function listUploads(tx: Transaction, params: { teamId: TeamId; uploadIds: UploadId[] }) {
  return tx
    .select()
    .from(upload)
    .where(and(eq(upload.teamId, params.teamId), inArray(upload.id, params.uploadIds)));
}

/** Holds uploads until the transaction ends, so that two who ask for their import take turns. */
export async function lockUploads(tx: Transaction, params: { uploadIds: UploadId[] }) {
  await tx
    .select({ id: upload.id })
    .from(upload)
    .where(inArray(upload.id, params.uploadIds))
    .orderBy(asc(upload.id))
    .for("update");
}

/** Moves the received count on from `from`; false when another request has moved it already. */
export async function advanceUpload(
  tx: Transaction,
  params: { uploadId: UploadId; from: number; to: number; expiresAt: Date },
) {
  const rows = await tx
    .update(upload)
    .set({ receivedBytes: params.to, expiresAt: params.expiresAt })
    .where(and(eq(upload.id, params.uploadId), eq(upload.receivedBytes, params.from)))
    .returning({ id: upload.id });
  return rows.length > 0;
}

/** Keeps uploads until a job that needs them is done. */
export async function keepUploads(tx: Transaction, params: { uploadIds: UploadId[]; until: Date }) {
  await tx.update(upload).set({ expiresAt: params.until }).where(inArray(upload.id, params.uploadIds));
}

export async function deleteUploads(tx: Transaction, params: { uploadIds: UploadId[] }) {
  if (params.uploadIds.length > 0) await tx.delete(upload).where(inArray(upload.id, params.uploadIds));
}

/** Those of these uploads that there still are. */
export async function findExistingUploads(
  tx: Transaction,
  params: { uploadIds: UploadId[] },
): Promise<UploadId[]> {
  if (params.uploadIds.length === 0) return [];
  const rows = await tx.select({ id: upload.id }).from(upload).where(inArray(upload.id, params.uploadIds));
  return rows.map(({ id }) => id);
}

/** Removes and names the uploads whose time is over. */
export function deleteExpiredUploads(tx: Transaction) {
  return tx.delete(upload).where(lt(upload.expiresAt, sql`now()`)).returning({ id: upload.id });
}
