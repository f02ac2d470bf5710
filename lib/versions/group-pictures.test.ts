import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dhashDistance, type GroupablePicture, groupPictures } from "./group-pictures";

/** Hashes a few bits away from a few centres, so that some are near and some are not. */
const dhash = fc
  .tuple(
    fc.constantFrom(0n, 0xffff_0000_ffff_0000n, 0x1234_5678_9abc_def0n),
    fc.array(fc.nat(63), { maxLength: 5 }),
  )
  .map(([centre, bits]) => bits.reduce<bigint>((hash, bit) => hash ^ (1n << BigInt(bit)), centre))
  .map((hash) => hash.toString(16).padStart(16, "0"));
const pictures = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    blobSha256: fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"),
    dhash,
    groupKey: fc.option(fc.constantFrom("Swans", "Galatea"), { nil: null }),
  }),
  { selector: ({ id }) => id, maxLength: 25 },
);
const bits = fc.nat(8);

describe("grouping pictures", () => {
  it("joins exactly those that are linked by bytes, artwork or nearness, directly or by way of others", () => {
    fc.assert(
      fc.property(pictures, bits, (all, near) => {
        const groups = groupPictures(all, near);
        expect(partition(all, (id) => groups.get(id))).toEqual(partition(all, closureOf(all, near)));
      }),
    );
  });

  it("names a group after its smallest id, whatever the order", () => {
    fc.assert(
      fc.property(pictures, bits, (all, near) => {
        const groups = groupPictures(all, near);
        const reversed = groupPictures([...all].reverse(), near);
        for (const { id } of all) {
          const members = all
            .filter((other) => groups.get(other.id) === groups.get(id))
            .map((other) => other.id);
          expect(groups.get(id)).toBe(members.sort()[0]);
          expect(reversed.get(id)).toBe(groups.get(id));
        }
      }),
    );
  });
});

/** The same by brute force: labels flow along links until nothing changes. */
function closureOf(all: readonly GroupablePicture[], near: number): (id: string) => string | undefined {
  const labels = new Map(all.map(({ id }) => [id, id]));
  for (let changed = true; changed; ) {
    changed = false;
    for (const a of all) {
      for (const b of all) {
        const [mine, theirs] = [labels.get(a.id) ?? "", labels.get(b.id) ?? ""];
        if (!isLinked(a, b, near) || mine <= theirs) continue;
        labels.set(a.id, theirs);
        changed = true;
      }
    }
  }
  return (id) => labels.get(id);
}

function isLinked(a: GroupablePicture, b: GroupablePicture, near: number): boolean {
  if (a.blobSha256 === b.blobSha256 || (a.groupKey !== null && a.groupKey === b.groupKey)) return true;
  return dhashDistance(BigInt(`0x${a.dhash}`), BigInt(`0x${b.dhash}`)) <= near;
}

function partition(
  all: readonly GroupablePicture[],
  groupOf: (id: string) => string | undefined,
): string[][] {
  const groups = new Map<string | undefined, string[]>();
  for (const { id } of all) groups.set(groupOf(id), [...(groups.get(groupOf(id)) ?? []), id]);
  return [...groups.values()].map((ids) => ids.sort()).sort((a, b) => ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1));
}
