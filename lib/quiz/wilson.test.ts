import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wilsonShare } from "./wilson";

describe("wilsonShare", () => {
  it("agrees with the textbook: 10 of 50 is 0.112 to 0.330", () => {
    const share = wilsonShare(10, 50);
    expect(share?.low).toBeCloseTo(0.1124, 3);
    expect(share?.high).toBeCloseTo(0.3304, 3);
  });

  it("says nothing without rounds", () => {
    expect(wilsonShare(0, 0)).toBeNull();
  });

  it("stays inside 0 and 1 and holds the share itself", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (rounds, part) => {
          const correct = Math.round(rounds * part);
          const share = wilsonShare(correct, rounds);
          expect(share?.low).toBeGreaterThanOrEqual(0);
          expect(share?.high).toBeLessThanOrEqual(1);
          expect(share?.low).toBeLessThanOrEqual(correct / rounds + 1e-12);
          expect(share?.high).toBeGreaterThanOrEqual(correct / rounds - 1e-12);
        },
      ),
    );
  });
});
