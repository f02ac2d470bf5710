import { countImportedSplits, findThumbnails } from "@/db/queries/image";
import { inTeam } from "@/db/scope";
import type { LabelId } from "@/lib/ids";
import type { SplitConfig, SplitName, VersionCounts } from "@/lib/protocol/dataset-version";
import { requireRole, type TeamAccess } from "../../access";
import { requireDataset } from "../datasets/require-dataset";
import { imageUrl } from "../images/image-url";
import { type DraftItem, draftVersion } from "./freeze-version";

const SHOWN_GROUPS = 24;
const SHOWN_OF_GROUP = 6;
const SPLITS = ["train", "val", "test"] as const satisfies readonly SplitName[];

export type FreezeWarning =
  | { kind: "testEmpty" | "trainEmpty" | "noAnnotations" }
  | { kind: "labelNotInTrain" | "labelNotInTest"; label: string }
  | { kind: "unannotated"; count: number };

/** What a freeze with this configuration would hold, and what a person should know before doing it. */
export async function previewFreeze(access: TeamAccess, input: { dataset: string; split: SplitConfig }) {
  requireRole(access, "viewer");
  return inTeam(access.db, access.team.id, async (tx) => {
    const { id: datasetId } = await requireDataset(tx, access, input.dataset);
    const { items, labels, counts } = await draftVersion(tx, { datasetId, split: input.split });
    const byLabel = labels.map(({ id, name, hue }) => ({
      id,
      name,
      hue,
      bySplit: annotationsBySplit(items, id),
    }));
    const groups = listGroups(items);
    const shown = groups.slice(0, SHOWN_GROUPS);
    const urls = new Map(
      (await findThumbnails(tx, { imageIds: shown.flatMap((group) => group.images) })).map((row) => [
        row.id,
        imageUrl(access.team.slug, { id: row.id, sha256: row.thumbnailSha256 }, "thumbnail"),
      ]),
    );
    return {
      counts,
      importedSplits: await countImportedSplits(tx, { datasetId }),
      byLabel,
      warnings: warningsOf(items, counts, byLabel),
      groups: shown.map(({ split, images, size }) => ({
        split,
        size,
        thumbnails: images.map((id) => ({ id, url: urls.get(id) ?? "" })),
      })),
      otherGroups: groups.length - shown.length,
    };
  });
}

type LabelCounts = { id: LabelId; name: string; hue: number; bySplit: Record<SplitName, number> };

function annotationsBySplit(items: readonly DraftItem[], labelId: LabelId): Record<SplitName, number> {
  const counts: Record<SplitName, number> = { train: 0, val: 0, test: 0 };
  for (const { split, annotations } of items)
    counts[split] += annotations.filter((one) => one.labelId === labelId).length;
  return counts;
}

function listGroups(items: readonly DraftItem[]) {
  const groups = new Map<string, DraftItem[]>();
  for (const item of items) {
    if (item.groupKey !== null) groups.set(item.groupKey, [...(groups.get(item.groupKey) ?? []), item]);
  }
  return [...groups.values()]
    .sort((a, b) => b.length - a.length)
    .map((members) => ({
      split: members[0]?.split ?? ("train" as const),
      size: members.length,
      images: members.slice(0, SHOWN_OF_GROUP).map(({ imageId }) => imageId),
    }));
}

function warningsOf(
  items: readonly DraftItem[],
  counts: VersionCounts,
  byLabel: readonly LabelCounts[],
): FreezeWarning[] {
  const warnings: FreezeWarning[] = [];
  if (items.length === 0) return warnings;
  const [trains, tests] = [counts.bySplit.train > 0, counts.bySplit.test > 0];
  if (!trains) warnings.push({ kind: "trainEmpty" });
  if (!tests) warnings.push({ kind: "testEmpty" });
  if (counts.annotations === 0) return [...warnings, { kind: "noAnnotations" }];
  for (const { name, bySplit } of byLabel) {
    if (SPLITS.every((split) => bySplit[split] === 0)) continue;
    if (trains && bySplit.train === 0) warnings.push({ kind: "labelNotInTrain", label: name });
    else if (tests && bySplit.test === 0) warnings.push({ kind: "labelNotInTest", label: name });
  }
  const bare = items.filter(({ annotations }) => annotations.length === 0).length;
  if (bare > 0) warnings.push({ kind: "unannotated", count: bare });
  return warnings;
}
