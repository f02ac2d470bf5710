import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { boxIou, MatchTable } from "./average-precision";
import { accuracyOf, aurocOf, reliabilityBins } from "./binary-answers";
import { pairedDifference, percentile } from "./paired-bootstrap";
import { seededDraw } from "./random";
import { rankWithTies } from "./rank-bands";
import { resampleImages } from "./resample";

const box = z.object({
  labelId: z.string(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
});
const reference = z
  .object({
    detections: z.array(
      z.object({
        labelIds: z.array(z.string()),
        images: z.array(z.object({ truth: z.array(box), found: z.array(box.extend({ score: z.number() })) })),
        ap: z.number(),
        counts: z.array(z.number()),
        apOfCounts: z.number(),
      }),
    ),
    binary: z.object({
      answers: z.array(z.object({ logit: z.number(), probability: z.number(), real: z.boolean() })),
      auroc: z.number(),
      accuracy: z.number(),
    }),
  })
  .parse(JSON.parse(readFileSync(new URL("./fixtures/trainer-metrics.json", import.meta.url), "utf8")));

const SEED = "5eed".repeat(16);
const ones = (length: number) => new Int32Array(length).fill(1);

describe("against the trainer's own numbers", () => {
  it.each(reference.detections)(
    "average precision is faster-coco-eval's, and the same on a draw ($ap)",
    (given) => {
      const table = new MatchTable(given.images, given.labelIds);
      expect(table.averagePrecision(ones(given.images.length))).toBeCloseTo(given.ap, 9);
      expect(table.averagePrecision(Int32Array.from(given.counts))).toBeCloseTo(given.apOfCounts, 9);
    },
  );

  it("AUROC and accuracy agree, ties included", () => {
    const { answers, auroc, accuracy } = reference.binary;
    expect(aurocOf(answers)(ones(answers.length))).toBeCloseTo(auroc, 12);
    expect(accuracyOf(answers, 0.4, ones(answers.length))).toBeCloseTo(accuracy, 12);
  });
});

describe("a resampled benchmark", () => {
  it("has as many units as before in every draw, and the same draws for the same hash", () => {
    const draw = () =>
      [
        ...copies(resampleImages({ groups: [null, null, null, null], samples: 20, draw: seededDraw(SEED) })),
      ].map(String);
    expect(draw()).toEqual(draw());
    for (const counts of draw())
      expect(counts.split(",").reduce((sum, count) => sum + Number(count), 0)).toBe(4);
  });

  it("draws pictures of one group together", () => {
    const groups = ["a", "a", null, "b", "b"];
    for (const counts of resampleImages({ groups, samples: 50, draw: seededDraw(SEED) })) {
      expect(counts[0]).toBe(counts[1]);
      expect(counts[3]).toBe(counts[4]);
    }
  });

  it("draws every number about equally often", () => {
    const draw = seededDraw(SEED);
    const seen = new Int32Array(7);
    for (let i = 0; i < 7000; i += 1) {
      const drawn = draw(7);
      seen[drawn] = (seen[drawn] ?? 0) + 1;
    }
    expect(Math.max(...seen)).toBeLessThan(Math.min(...seen) * 1.25);
  });
});

describe("comparing two models", () => {
  const noisy = (value: number, spread: number, seed: number) => ({
    value,
    replicates: Array.from({ length: 400 }, (_, i) => value + spread * Math.sin(i * 12.9898 + seed)),
  });

  it("finds a difference that holds on every draw, although the intervals overlap", () => {
    const better = noisy(0.62, 0.1, 1);
    const worse = { value: 0.6, replicates: better.replicates.map((value) => value - 0.02) };
    const compared = pairedDifference(better, worse);
    expect(compared?.pValue).toBeCloseTo(2 / 401, 12);
    expect(compared?.low).toBeCloseTo(0.02, 12);
    expect(rankWithTies([worse, better]).map((row) => row.rank)).toEqual([1, 2]);
  });

  it("calls a difference that changes its sign from draw to draw a tie", () => {
    const ranked = rankWithTies([noisy(0.6, 0.1, 1), noisy(0.61, 0.1, 2), noisy(0.2, 0.01, 3)]);
    expect(ranked.map((row) => [row.rank, row.isTied])).toEqual([
      [1, true],
      [1, true],
      [3, false],
    ]);
  });

  it("is fair: swapping the two swaps the sign and keeps p", () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 60, maxLength: 80 });
    fc.assert(
      fc.property(values, values, (a, b) => {
        const there = pairedDifference({ value: 0.5, replicates: a }, { value: 0.4, replicates: b });
        const back = pairedDifference({ value: 0.4, replicates: b }, { value: 0.5, replicates: a });
        expect(back?.pValue).toBe(there?.pValue);
        expect(back?.difference).toBeCloseTo(-(there?.difference ?? 0), 12);
        expect(back?.low).toBeCloseTo(-(there?.high ?? 0), 9);
      }),
    );
  });

  it("says nothing with too few draws in common", () => {
    const few = { value: 1, replicates: [1, null, 1] };
    expect(pairedDifference(few, few)).toBeUndefined();
  });
});

describe("small parts", () => {
  it("takes percentiles between ranks", () => expect(percentile([0, 1, 2, 3], 0.5)).toBe(1.5));

  it("has an IoU between 0 and 1, the same both ways", () => {
    const side = fc.double({ min: 0.1, max: 50, noNaN: true });
    const anyBox = fc.record({ x: side, y: side, width: side, height: side });
    fc.assert(
      fc.property(anyBox, anyBox, (a, b) => {
        expect(boxIou(a, b)).toBeCloseTo(boxIou(b, a), 12);
        expect(boxIou(a, b)).toBeGreaterThanOrEqual(0);
        expect(boxIou(a, b)).toBeLessThanOrEqual(1 + 1e-12);
        expect(boxIou(a, a)).toBeCloseTo(1, 12);
      }),
    );
  });

  it("puts every answer into one bin of its confidence", () => {
    const bins = reliabilityBins(reference.binary.answers);
    expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(reference.binary.answers.length);
    for (const bin of bins) expect(bin.confidence).toBeGreaterThanOrEqual(0.5);
  });
});

function* copies(draws: Iterable<Int32Array>) {
  for (const counts of draws) yield [...counts];
}
