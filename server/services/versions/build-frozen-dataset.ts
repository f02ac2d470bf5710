import type { Transaction } from "@/db/client";
import { findVersionById, listVersionItems } from "@/db/queries/version";
import type { DatasetVersionId } from "@/lib/ids";
import type { VersionAnnotation } from "@/lib/protocol/dataset-version";
import type { FrozenAnnotation, FrozenDataset } from "@/lib/protocol/frozen-dataset";
import { AppError } from "../../errors";

const EXTENSIONS: Record<string, string> = { "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp" };

/**
 * A frozen version as the trainer reads it. Each picture's `file` is `<sha256>.<jpg|png|webp>`: its blob's bytes
 * as they are. Throws `notFound` when the scope holds no such version.
 */
export async function buildFrozenDataset(
  tx: Transaction,
  params: { versionId: DatasetVersionId },
): Promise<FrozenDataset> {
  const version = await findVersionById(tx, params);
  if (!version) throw new AppError("notFound", "version.notFound");
  const items = await listVersionItems(tx, params);
  return {
    schema: 1,
    name: `${version.datasetName} v${version.number}`,
    contentHash: version.contentHash,
    labels: version.labels.map(({ id, name }) => ({ id, name: name.slice(0, 200) })),
    images: items.map((item) => ({
      id: item.imageId,
      sha256: item.blobSha256,
      file: `${item.blobSha256}.${EXTENSIONS[item.mime] ?? "bin"}`,
      width: item.widthPx,
      height: item.heightPx,
      split: item.split,
      group: item.groupKey,
      annotations: item.annotations.map(withoutAttributes),
    })),
  };
}

function withoutAttributes(annotation: VersionAnnotation): FrozenAnnotation {
  const { id, labelId } = annotation;
  if (annotation.kind === "tag") return { id, labelId, kind: "tag" };
  const { x, y, width, height } = annotation;
  return { id, labelId, kind: "box", x, y, width, height };
}
