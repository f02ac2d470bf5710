/** Scores of one model on the draws of a benchmark; null where a draw has no score. Equal index, equal draw. */
export type Replicates = readonly (number | null)[];

export type PairedDifference = {
  /** Score of the first less score of the second. */
  difference: number;
  /** 95 % percentile interval of the difference. */
  low: number;
  high: number;
  /** Two-sided; the smallest possible is 2 / (draws + 1). */
  pValue: number;
  draws: number;
};

/** Below this, two models differ. */
export const SIGNIFICANCE = 0.05;

/**
 * Compares two models on the same images: both are scored on the same draws, so what is hard in a draw is
 * hard for both (Efron and Tibshirani 1993, §16). Undefined when fewer than 50 draws have both scores.
 */
export function pairedDifference(
  first: { value: number; replicates: Replicates },
  second: { value: number; replicates: Replicates },
): PairedDifference | undefined {
  const differences: number[] = [];
  const length = Math.min(first.replicates.length, second.replicates.length);
  for (let draw = 0; draw < length; draw += 1) {
    const a = first.replicates[draw] ?? null;
    const b = second.replicates[draw] ?? null;
    if (a !== null && b !== null) differences.push(a - b);
  }
  if (differences.length < 50) return undefined;
  differences.sort((a, b) => a - b);
  const notAbove = differences.filter((value) => value <= 0).length;
  const notBelow = differences.filter((value) => value >= 0).length;
  const tail = (1 + Math.min(notAbove, notBelow)) / (differences.length + 1);
  return {
    difference: first.value - second.value,
    low: percentile(differences, 0.025),
    high: percentile(differences, 0.975),
    pValue: Math.min(1, 2 * tail),
    draws: differences.length,
  };
}

/** Linear interpolation between the closest ranks of sorted values, as numpy's default. */
export function percentile(sorted: readonly number[], fraction: number): number {
  const at = fraction * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}
