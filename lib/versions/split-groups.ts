import type { SplitConfig, SplitName } from "../protocol/dataset-version";

export type SplitPicture = { id: string; group: string; importedSplit: SplitName | null };

const SPLITS = ["train", "val", "test"] as const;

/**
 * Divides pictures so that a group is never torn: each group goes, in an order that the seed shuffles and larger
 * groups first, to the split that is furthest below its share. With `keepImported`, a group any of whose pictures
 * came with a split goes to the strictest one named (test before val before train), so that nothing that was held
 * out can leak into training.
 */
export function splitGroups(pictures: readonly SplitPicture[], config: SplitConfig): Map<string, SplitName> {
  const groups = gather(pictures);
  const counts: Record<SplitName, number> = { train: 0, val: 0, test: 0 };
  const chosen = new Map<string, SplitName>();
  const open: Group[] = [];
  for (const group of groups) {
    const kept = config.keepImported ? strictest(group.imported) : undefined;
    if (kept) assign(group, kept, chosen, counts);
    else open.push(group);
  }
  for (const group of shuffledBySize(open, config.seed)) {
    assign(group, neediest(counts, config, pictures.length), chosen, counts);
  }
  return chosen;
}

type Group = { name: string; ids: string[]; imported: Set<SplitName> };

function gather(pictures: readonly SplitPicture[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { id, group: name, importedSplit } of pictures) {
    const group = groups.get(name) ?? { name, ids: [], imported: new Set<SplitName>() };
    group.ids.push(id);
    if (importedSplit) group.imported.add(importedSplit);
    groups.set(name, group);
  }
  return [...groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function strictest(imported: Set<SplitName>): SplitName | undefined {
  return (["test", "val", "train"] as const).find((split) => imported.has(split));
}

function assign(
  group: Group,
  split: SplitName,
  chosen: Map<string, SplitName>,
  counts: Record<SplitName, number>,
) {
  for (const id of group.ids) chosen.set(id, split);
  counts[split] += group.ids.length;
}

/** The split with the largest shortfall in pictures; ties go to train, then val. Shares of zero get nothing. */
function neediest(counts: Record<SplitName, number>, config: SplitConfig, total: number): SplitName {
  let best: SplitName = "train";
  let shortfall = Number.NEGATIVE_INFINITY;
  for (const split of SPLITS) {
    const missing = config[split] * total - counts[split];
    if (config[split] > 0 && missing > shortfall + 1e-9) [best, shortfall] = [split, missing];
  }
  return best;
}

function shuffledBySize(groups: readonly Group[], seed: number): Group[] {
  const random = mulberry32(seed);
  return groups
    .map((group) => ({ group, order: random() }))
    .sort((a, b) => b.group.ids.length - a.group.ids.length || a.order - b.order)
    .map(({ group }) => group);
}

/** Tommy Ettinger's mulberry32 (public domain): 32 bits of state, the same numbers on every machine. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
