import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chanceToFind, rateRound, START_ELO, stepSize } from "./elo";

const elo = fc.double({ min: 500, max: 2500, noNaN: true });

describe("chanceToFind", () => {
  it("is the blind guess for somebody hopeless and near one for somebody far above", () => {
    expect(chanceToFind(0, 4000)).toBeCloseTo(0.25, 6);
    expect(chanceToFind(4000, 0)).toBeCloseTo(1, 6);
  });

  it("is halfway between guess and certainty for equals", () => {
    expect(chanceToFind(START_ELO, START_ELO)).toBeCloseTo(0.625, 12);
  });

  it("grows with the player and falls with the picture", () => {
    fc.assert(
      fc.property(elo, elo, fc.double({ min: 1, max: 300, noNaN: true }), (player, item, more) => {
        expect(chanceToFind(player + more, item)).toBeGreaterThan(chanceToFind(player, item));
        expect(chanceToFind(player, item + more)).toBeLessThan(chanceToFind(player, item));
      }),
    );
  });
});

describe("stepSize", () => {
  it("shrinks as 1 / (1 + 0.05 n) and never to nothing", () => {
    expect(stepSize(0)).toBe(80);
    expect(stepSize(20)).toBe(40);
    expect(stepSize(100_000)).toBe(8);
  });
});

describe("rateRound", () => {
  const fresh = { elo: START_ELO, answers: 0 };
  const round = (position: number) =>
    rateRound({ player: fresh, items: [fresh, fresh, fresh, fresh], realPosition: 2, position });

  it("raises who found it and lowers who did not", () => {
    expect(round(2).player).toBeCloseTo(80 * 0.375, 9);
    expect(round(0).player).toBeCloseTo(-80 * 0.625, 9);
  });

  it("makes a missed picture harder and the one taken for real more deceptive", () => {
    const { items } = round(0);
    expect(items[2]).toBeGreaterThan(0);
    expect(items[0]).toBeGreaterThan(0);
    expect(items[1]).toBeLessThan(0);
    expect(items[3]).toBeLessThan(0);
  });

  it("makes a found picture easier and every passed-over one less deceptive", () => {
    const { items } = round(2);
    expect(items.every((change) => change < 0)).toBe(true);
  });

  it("moves nothing on average when people answer as expected", () => {
    fc.assert(
      fc.property(elo, elo, (player, item) => {
        const items = [{ elo: item, answers: 3 }, fresh, fresh, fresh];
        const p = chanceToFind(player, item);
        const changes = [0, 1, 2, 3].map((position) =>
          rateRound({ player: { elo: player, answers: 3 }, items, realPosition: 0, position }),
        );
        const expected = changes.reduce(
          (sum, change, position) => sum + (position === 0 ? p : (1 - p) / 3) * change.player,
          0,
        );
        expect(Math.abs(expected)).toBeLessThan(1e-9);
      }),
    );
  });

  it("refuses a round without its real picture", () => {
    expect(() => rateRound({ player: fresh, items: [fresh], realPosition: 3, position: 0 })).toThrow(
      RangeError,
    );
  });
});
