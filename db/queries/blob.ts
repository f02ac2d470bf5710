import { eq } from "drizzle-orm";
import type { Sha256 } from "@/lib/ids";
import type { Transaction } from "../client";
import { blob } from "../schema/dataset";

/** Records that the store holds these bytes; knowing them already is fine. */
export async function insertBlob(tx: Transaction, params: { sha256: Sha256; bytes: number; mime: string }) {
  await tx.insert(blob).values(params).onConflictDoNothing();
}

/** The same of several at once, in one order, so that two who record the same bytes never wait for each other in a ring. */
export async function insertBlobs(
  tx: Transaction,
  params: { blobs: readonly { sha256: Sha256; bytes: number; mime: string }[] },
) {
  const byHash = new Map(params.blobs.map((one) => [one.sha256, one]));
  const rows = [...byHash.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  if (rows.length > 0) await tx.insert(blob).values(rows).onConflictDoNothing();
}

export async function findBlob(tx: Transaction, params: { sha256: Sha256 }) {
  const [found] = await tx.select().from(blob).where(eq(blob.sha256, params.sha256));
  return found;
}
