import type { Transaction } from "@/db/client";
import { findDatasetById } from "@/db/queries/dataset";
import { listAllAnnotations, listAllImages } from "@/db/queries/image";
import { listLabels } from "@/db/queries/label";
import { findVersion, listVersionItems } from "@/db/queries/version";
import { inTeam } from "@/db/scope";
import type { ImportedBox } from "@/lib/formats/imported-annotation";
import type { DatasetId, Sha256 } from "@/lib/ids";
import type { SplitName, VersionAnnotation } from "@/lib/protocol/dataset-version";
import { AppError } from "@/server/errors";
import type { RunningJob } from "../../jobs/running-job";
import { groupAnnotations } from "../../versions/group-annotations";

export type ExportPicture = {
  fileName: string;
  mime: string;
  blobSha256: Sha256;
  widthPx: number;
  heightPx: number;
  split: SplitName | null;
  boxes: ImportedBox[];
  /** Labels of the whole picture, which neither COCO nor VOC has a place for. */
  tagCount: number;
};
export type ExportSet = { name: string; labels: string[]; pictures: ExportPicture[] };

/** What is to be exported: a version as it was frozen, or the dataset as it is now with the splits it came with. */
export function readExportSet(job: RunningJob, versionNumber: number | null): Promise<ExportSet> {
  return inTeam(job.db, job.teamId, (tx) =>
    versionNumber === null
      ? readWorkingSet(tx, job.datasetId)
      : readVersion(tx, job.datasetId, versionNumber),
  );
}

async function readWorkingSet(tx: Transaction, datasetId: DatasetId): Promise<ExportSet> {
  const dataset = await findDatasetById(tx, { datasetId });
  if (!dataset) throw new AppError("notFound", "dataset.notFound");
  const labels = await listLabels(tx, { datasetId, withArchived: true });
  const annotations = groupAnnotations(await listAllAnnotations(tx, { datasetId }));
  const images = await listAllImages(tx, { datasetId });
  const used = new Set([...annotations.values()].flat().map(({ labelId }) => labelId));
  const kept = labels.filter(({ id, archivedAt }) => archivedAt === null || used.has(id));
  const pictures = images.map(({ id, importedSplit, ...image }) => {
    return { ...image, split: importedSplit, ...boxesOf(annotations.get(id) ?? [], kept) };
  });
  return { name: dataset.name, labels: kept.map(({ name }) => name), pictures };
}

async function readVersion(tx: Transaction, datasetId: DatasetId, number: number): Promise<ExportSet> {
  const dataset = await findDatasetById(tx, { datasetId });
  const version = dataset && (await findVersion(tx, { datasetId, number }));
  if (!version) throw new AppError("notFound", "version.notFound");
  const items = await listVersionItems(tx, { versionId: version.id });
  const pictures = items.map(({ annotations, ...item }) => ({
    ...item,
    ...boxesOf(annotations, version.labels),
  }));
  return { name: `${dataset.name} v${number}`, labels: version.labels.map(({ name }) => name), pictures };
}

function boxesOf(annotations: readonly VersionAnnotation[], labels: readonly { id: string; name: string }[]) {
  const names = new Map(labels.map(({ id, name }) => [id, name]));
  const boxes: ImportedBox[] = [];
  for (const annotation of annotations) {
    const label = names.get(annotation.labelId);
    if (annotation.kind !== "box" || label === undefined) continue;
    const { x, y, width, height, attributes } = annotation;
    boxes.push({ label, x, y, width, height, attributes });
  }
  return { boxes, tagCount: annotations.filter(({ kind }) => kind === "tag").length };
}
