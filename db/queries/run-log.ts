import { and, asc, desc, eq, gt, lt } from "drizzle-orm";
import type { RunId, TeamId } from "@/lib/ids";
import type { LogChunk } from "@/lib/protocol/agent";
import type { Transaction } from "../client";
import { runLog } from "../schema/training";

/** Stores numbered chunks of an attempt's log; a chunk that is there already stays as it is. */
export async function insertLogs(
  tx: Transaction,
  params: { runId: RunId; teamId: TeamId; attempt: number; chunks: LogChunk[] },
): Promise<void> {
  const { runId, teamId, attempt, chunks } = params;
  if (chunks.length === 0) return;
  const rows = chunks.map((chunk) => ({ runId, teamId, attempt, ...chunk }));
  await tx.insert(runLog).values(rows).onConflictDoNothing();
}

const chunk = {
  id: runLog.id,
  attempt: runLog.attempt,
  seq: runLog.seq,
  text: runLog.text,
  createdAt: runLog.createdAt,
};

/** Chunks after a cursor, oldest first. */
export function listLogsAfter(tx: Transaction, params: { runId: RunId; afterId: number; limit: number }) {
  return tx
    .select(chunk)
    .from(runLog)
    .where(and(eq(runLog.runId, params.runId), gt(runLog.id, params.afterId)))
    .orderBy(asc(runLog.id))
    .limit(params.limit);
}

/** The newest chunks below a cursor (null: the end of the log), oldest first. */
export async function listLogsBefore(
  tx: Transaction,
  params: { runId: RunId; beforeId: number | null; limit: number },
) {
  const rows = await tx
    .select(chunk)
    .from(runLog)
    .where(
      and(
        eq(runLog.runId, params.runId),
        params.beforeId === null ? undefined : lt(runLog.id, params.beforeId),
      ),
    )
    .orderBy(desc(runLog.id))
    .limit(params.limit);
  return rows.reverse();
}
