import { createHash } from "node:crypto";
import type { Transaction } from "@/db/client";
import { lockDataset } from "@/db/queries/dataset";
import { listAllAnnotations, listAllImages } from "@/db/queries/image";
import { listLabels } from "@/db/queries/label";
import { findVersionByHash, insertVersion } from "@/db/queries/version";
import { inTeam } from "@/db/scope";
import { type DatasetId, type ImageId, type LabelId, Sha256 } from "@/lib/ids";
import type { SplitConfig, SplitName, VersionAnnotation } from "@/lib/protocol/dataset-version";
import { canonicalJson } from "@/lib/versions/canonical-json";
import { countVersion } from "@/lib/versions/count-version";
import { groupPictures } from "@/lib/versions/group-pictures";
import { splitGroups } from "@/lib/versions/split-groups";
import { requireRole, type TeamAccess, userIdOf } from "../../access";
import { AppError } from "../../errors";
import { recordAudit } from "../audit/record-audit";
import { requireDataset } from "../datasets/require-dataset";
import { groupAnnotations } from "./group-annotations";

export type FreezeInput = { dataset: string; split: SplitConfig; note?: string | undefined };

/**
 * Freezes a dataset as it is now into a version that nothing changes any more. When the same state was frozen
 * with the same result before, that version is returned with `isNew: false` instead of a twin.
 */
export async function freezeVersion(access: TeamAccess, input: FreezeInput) {
  requireRole(access, "maintainer");
  return inTeam(access.db, access.team.id, async (tx) => {
    const dataset = await requireDataset(tx, access, input.dataset);
    await lockDataset(tx, { datasetId: dataset.id });
    const draft = await draftVersion(tx, { datasetId: dataset.id, split: input.split });
    if (draft.items.length === 0) throw new AppError("invalid", "version.empty");
    const twin = await findVersionByHash(tx, { datasetId: dataset.id, contentHash: draft.contentHash });
    if (twin) return { ...twin, contentHash: draft.contentHash, counts: draft.counts, isNew: false };
    const made = await insertVersion(tx, {
      version: {
        teamId: access.team.id,
        datasetId: dataset.id,
        note: input.note ?? "",
        contentHash: draft.contentHash,
        labels: draft.labels,
        splitConfig: input.split,
        counts: draft.counts,
        createdBy: userIdOf(access.actor),
      },
      items: draft.items,
    });
    await recordAudit(tx, access, {
      action: "version.frozen",
      target: made.id,
      data: {
        dataset: dataset.slug,
        number: made.number,
        images: draft.counts.images,
        contentHash: draft.contentHash,
      },
    });
    return { ...made, contentHash: draft.contentHash, counts: draft.counts, isNew: true };
  });
}

export type DraftItem = {
  imageId: ImageId;
  fileName: string;
  blobSha256: Sha256;
  widthPx: number;
  heightPx: number;
  split: SplitName;
  groupKey: string | null;
  annotations: VersionAnnotation[];
};

/** What a freeze would hold: labels, pictures with splits and groups, counts and the hash of it all. */
export async function draftVersion(tx: Transaction, params: { datasetId: DatasetId; split: SplitConfig }) {
  const { datasetId, split } = params;
  const images = await listAllImages(tx, { datasetId });
  const annotations = groupAnnotations(await listAllAnnotations(tx, { datasetId }));
  const used = new Set([...annotations.values()].flat().map(({ labelId }) => labelId));
  const labels = (await listLabels(tx, { datasetId, withArchived: true }))
    .filter(({ id, archivedAt }) => archivedAt === null || used.has(id))
    .map(({ id, name, hue }) => ({ id, name, hue }));
  const groups = groupPictures(images, split.nearDuplicateBits);
  const sizes = new Map<string, number>();
  for (const group of groups.values()) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const splits = splitGroups(
    images.map(({ id, importedSplit }) => ({ id, importedSplit, group: groups.get(id) ?? id })),
    split,
  );
  const items = images.map((image): DraftItem => {
    const group = groups.get(image.id) ?? image.id;
    return {
      imageId: image.id,
      fileName: image.fileName,
      blobSha256: image.blobSha256,
      widthPx: image.widthPx,
      heightPx: image.heightPx,
      split: splits.get(image.id) ?? "train",
      groupKey: (sizes.get(group) ?? 1) > 1 ? group : null,
      annotations: annotations.get(image.id) ?? [],
    };
  });
  return { labels, items, counts: countVersion(items), contentHash: hashVersion(labels, items) };
}

/** SHA-256 of the canonical JSON of labels and items; hues are looks, not content. */
function hashVersion(labels: { id: LabelId; name: string }[], items: readonly DraftItem[]): Sha256 {
  const content = { schema: 1, labels: labels.map(({ id, name }) => ({ id, name })), images: items };
  return Sha256.parse(createHash("sha256").update(canonicalJson(content)).digest("hex"));
}
