import { and, eq } from "drizzle-orm";
import type { DatasetVersionId, ModelId, RunId, Sha256 } from "@/lib/ids";
import type { Transaction } from "../client";
import { datasetVersionItem } from "../schema/dataset";
import { model } from "../schema/model";
import { artifact } from "../schema/training";

/** Whether a run may read these bytes: its version's pictures, its own artifacts, the model that it scores. */
export async function isBlobOfRun(
  tx: Transaction,
  params: { id: RunId; datasetVersionId: DatasetVersionId; modelId: ModelId | null; sha256: Sha256 },
): Promise<boolean> {
  const { id, datasetVersionId, modelId, sha256 } = params;
  const [picture] = await tx
    .select({ found: datasetVersionItem.imageId })
    .from(datasetVersionItem)
    .where(and(eq(datasetVersionItem.versionId, datasetVersionId), eq(datasetVersionItem.blobSha256, sha256)))
    .limit(1);
  if (picture) return true;
  const [own] = await tx
    .select({ found: artifact.id })
    .from(artifact)
    .where(and(eq(artifact.runId, id), eq(artifact.sha256, sha256), eq(artifact.status, "ready")))
    .limit(1);
  if (own) return true;
  if (!modelId) return false;
  const [scored] = await tx
    .select({ found: model.id })
    .from(model)
    .where(and(eq(model.id, modelId), eq(model.onnxSha256, sha256)));
  return scored !== undefined;
}
