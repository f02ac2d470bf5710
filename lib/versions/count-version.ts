import type { SplitName, VersionAnnotation, VersionCounts } from "../protocol/dataset-version";

export type CountableItem = {
  split: SplitName;
  groupKey: string | null;
  annotations: readonly VersionAnnotation[];
};

/** What a version holds; `byLabel` is keyed by label id and counts annotations, `groups` those of two or more pictures. */
export function countVersion(items: readonly CountableItem[]): VersionCounts {
  const bySplit: Record<SplitName, number> = { train: 0, val: 0, test: 0 };
  const byLabel: Record<string, number> = {};
  const groups = new Set<string>();
  let annotations = 0;
  for (const item of items) {
    bySplit[item.split] += 1;
    annotations += item.annotations.length;
    if (item.groupKey !== null) groups.add(item.groupKey);
    for (const { labelId } of item.annotations) byLabel[labelId] = (byLabel[labelId] ?? 0) + 1;
  }
  return { images: items.length, annotations, groups: groups.size, bySplit, byLabel };
}
