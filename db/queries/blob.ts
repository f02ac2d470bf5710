import { eq } from "drizzle-orm";
import type { Sha256 } from "@/lib/ids";
import type { Transaction } from "../client";
import { blob } from "../schema/dataset";

/** Records that the store holds these bytes; knowing them already is fine. */
export async function insertBlob(tx: Transaction, params: { sha256: Sha256; bytes: number; mime: string }) {
  await tx.insert(blob).values(params).onConflictDoNothing();
}

export async function findBlob(tx: Transaction, params: { sha256: Sha256 }) {
  const [found] = await tx.select().from(blob).where(eq(blob.sha256, params.sha256));
  return found;
}
