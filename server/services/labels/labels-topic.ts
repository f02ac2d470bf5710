import type { DatasetId } from "@/lib/ids";

/** What the change bus calls a dataset's labels. */
export function labelsTopic(datasetId: DatasetId): string {
  return `labels:${datasetId}`;
}
