import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shuffle } from "./shuffle";

describe("shuffle", () => {
  it("keeps every item once and leaves its input alone", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer()), (items) => {
        const before = [...items];
        const out = shuffle(items, (limit) => Math.floor(Math.random() * limit));
        expect([...out].sort()).toEqual([...before].sort());
        expect(items).toEqual(before);
      }),
    );
  });

  it("puts the first item at every place alike", () => {
    const counts = [0, 0, 0, 0];
    for (let round = 0; round < 8000; round++) {
      const at = shuffle(["real", "a", "b", "c"], (limit) => Math.floor(Math.random() * limit)).indexOf(
        "real",
      );
      counts[at] = (counts[at] ?? 0) + 1;
    }
    // Five standard deviations of a binomial with p = 1/4.
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(195);
  });
});
