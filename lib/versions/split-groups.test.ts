import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SplitConfig, SplitName } from "../protocol/dataset-version";
import { type SplitPicture, splitGroups } from "./split-groups";

const splitName = fc.constantFrom<SplitName | null>("train", "val", "test", null);
const pictures = fc
  .uniqueArray(
    fc.record({
      id: fc.uuid(),
      group: fc.constantFrom("a", "b", "c", "d", "e", "f"),
      importedSplit: splitName,
    }),
    {
      selector: ({ id }) => id,
      maxLength: 60,
    },
  )
  // Most pictures are groups of their own.
  .map((some) => some.map((one, index): SplitPicture => (index % 3 === 0 ? one : { ...one, group: one.id })));
const shares = fc
  .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }))
  .map(([train, val, test]) => {
    const sum = train + val + test;
    return { train: train / sum, val: val / sum, test: test / sum };
  });

function configOf(parts: Partial<SplitConfig>): SplitConfig {
  return { train: 0.7, val: 0.15, test: 0.15, seed: 1, keepImported: false, nearDuplicateBits: 4, ...parts };
}

describe("splitting", () => {
  it("gives every picture a split and never tears a group", () => {
    fc.assert(
      fc.property(pictures, shares, fc.nat(), fc.boolean(), (all, share, seed, keepImported) => {
        const chosen = splitGroups(all, configOf({ ...share, seed, keepImported }));
        expect([...chosen.keys()].sort()).toEqual(all.map(({ id }) => id).sort());
        const byGroup = new Map<string, SplitName | undefined>();
        for (const { id, group } of all) {
          expect(byGroup.get(group) ?? chosen.get(id)).toBe(chosen.get(id));
          byGroup.set(group, chosen.get(id));
        }
      }),
    );
  });

  it("depends on the seed alone, not on the order of the pictures", () => {
    fc.assert(
      fc.property(pictures, shares, fc.nat(), fc.boolean(), (all, share, seed, keepImported) => {
        const config = configOf({ ...share, seed, keepImported });
        const once = splitGroups(all, config);
        const again = splitGroups([...all].reverse(), config);
        for (const { id } of all) expect(again.get(id)).toBe(once.get(id));
      }),
    );
  });

  it("misses no share by more than the largest group", () => {
    fc.assert(
      fc.property(pictures, shares, fc.nat(), (all, share, seed) => {
        const chosen = splitGroups(all, configOf({ ...share, seed }));
        const largest = Math.max(0, ...countBy(all.map(({ group }) => group)).values());
        const counts = countBy([...chosen.values()]);
        for (const split of ["train", "val", "test"] as const) {
          const over = (counts.get(split) ?? 0) - share[split] * all.length;
          expect(over).toBeLessThanOrEqual(largest + 1e-9);
          // What one split lacks, at most the two others have too much.
          expect(over).toBeGreaterThanOrEqual(-2 * largest - 1e-9);
          if (share[split] === 0) expect(counts.get(split) ?? 0).toBe(0);
        }
      }),
    );
  });

  it("keeps imported splits, and what was held out is never trained on", () => {
    fc.assert(
      fc.property(pictures, shares, fc.nat(), (all, share, seed) => {
        const chosen = splitGroups(all, configOf({ ...share, seed, keepImported: true }));
        const heldOut = new Set(
          all.filter(({ importedSplit }) => importedSplit === "test").map(({ group }) => group),
        );
        for (const { id, group, importedSplit } of all) {
          if (heldOut.has(group)) expect(chosen.get(id)).toBe("test");
          if (importedSplit === "val") expect(chosen.get(id)).not.toBe("train");
        }
      }),
    );
  });
});

function countBy<Key>(keys: readonly Key[]): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
