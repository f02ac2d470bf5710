/** The position that a model takes for real: the highest P(real); the first of equals. */
export function chosenPosition(probabilities: readonly number[]): number {
  return probabilities.reduce(
    (best, value, position) => (value > (probabilities[best] ?? -1) ? position : best),
    0,
  );
}

/** How sure the model is of what it said about one picture: never below one half, whatever it said. */
export function verdict(probabilityReal: number): { saysReal: boolean; confidence: number } {
  const saysReal = probabilityReal >= 0.5;
  return { saysReal, confidence: saysReal ? probabilityReal : 1 - probabilityReal };
}

/** Two runs of one model on the same bytes should agree; more than this apart is worth telling. */
export const NOTABLE_DIFFERENCE = 0.02;

export function largestDifference(a: readonly number[], b: readonly number[]): number {
  return a.reduce(
    (largest, value, position) => Math.max(largest, Math.abs(value - (b[position] ?? value))),
    0,
  );
}
