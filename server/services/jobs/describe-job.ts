import type { job } from "@/db/schema/dataset";

type JobRow = typeof job.$inferSelect;

/** A job as screens and scripts see it. */
export function describeJob(row: JobRow) {
  const { id, kind, status, done, total, report, failure, createdAt, startedAt, finishedAt, input } = row;
  return {
    id,
    kind,
    status,
    done,
    total,
    report,
    failure,
    createdAt,
    startedAt,
    finishedAt,
    cancelRequested: row.cancelRequestedAt !== null,
    format: input.kind === "export" ? input.format : null,
    version: input.kind === "export" ? input.versionNumber : null,
    files: input.kind === "import" ? input.uploadIds.length : null,
    hasResult: row.resultSha256 !== null,
  };
}
