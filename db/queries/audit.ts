import type { Transaction } from "../client";
import { auditEvent } from "../schema/identity";

export async function insertAuditEvent(tx: Transaction, params: Omit<typeof auditEvent.$inferInsert, "id" | "createdAt">) {
  await tx.insert(auditEvent).values(params);
}
