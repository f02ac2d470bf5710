import { describe, expect, it } from "vitest";
import { chosenPosition, largestDifference, verdict } from "./model-choice";

describe("chosenPosition", () => {
  it("is the likeliest to be real, even when the model finds none likely", () => {
    expect(chosenPosition([0.01, 0.04, 0.02, 0])).toBe(1);
  });

  it("is the first of equals", () => {
    expect(chosenPosition([0.5, 0.5, 0.5, 0.5])).toBe(0);
  });
});

describe("verdict", () => {
  it("states max(p, 1 - p) and the side it is on", () => {
    expect(verdict(0.97)).toEqual({ saysReal: true, confidence: 0.97 });
    expect(verdict(0.03)).toEqual({ saysReal: false, confidence: 0.97 });
  });
});

describe("largestDifference", () => {
  it("finds where two runs of a model part", () => {
    expect(largestDifference([0.1, 0.9], [0.1, 0.4])).toBeCloseTo(0.5, 12);
  });
});
