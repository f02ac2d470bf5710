import type { ImageCounts } from "./resample";

/** One image's answer: the logit that it is real, the calibrated probability, and the truth. */
export type BinaryAnswer = { logit: number; probability: number; real: boolean };

/** Share of right answers, each image counted `counts[i]` times. */
export function accuracyOf(answers: readonly BinaryAnswer[], threshold: number, counts: ImageCounts): number {
  let right = 0;
  let total = 0;
  for (const [index, answer] of answers.entries()) {
    const weight = counts[index] ?? 0;
    total += weight;
    if (answer.probability >= threshold === answer.real) right += weight;
  }
  return total === 0 ? Number.NaN : right / total;
}

/**
 * Area under the ROC curve: the chance that a real picture has a higher logit than a generated one, ties
 * half (Mann and Whitney's U). NaN when a draw lacks one of the two.
 */
export function aurocOf(answers: readonly BinaryAnswer[]): (counts: ImageCounts) => number {
  const order = answers.map((_, index) => index).sort((a, b) => logitOf(a) - logitOf(b));
  function logitOf(index: number) {
    return answers[index]?.logit ?? 0;
  }
  return (counts) => {
    let below = 0;
    let generated = 0;
    let real = 0;
    let wins = 0;
    for (let start = 0; start < order.length; ) {
      let end = start;
      let tiedReal = 0;
      let tiedGenerated = 0;
      const logit = logitOf(order[start] ?? 0);
      for (; end < order.length && logitOf(order[end] ?? 0) === logit; end += 1) {
        const index = order[end] ?? 0;
        if (answers[index]?.real) tiedReal += counts[index] ?? 0;
        else tiedGenerated += counts[index] ?? 0;
      }
      wins += tiedReal * (below + tiedGenerated / 2);
      below += tiedGenerated;
      real += tiedReal;
      generated += tiedGenerated;
      start = end;
    }
    return real === 0 || generated === 0 ? Number.NaN : wins / (real * generated);
  };
}

export type ReliabilityBin = { confidence: number; accuracy: number; count: number };

/** How often answers of one confidence are right, in equal bins of max(p, 1 − p) from .5 to 1 (Guo et al. 2017). */
export function reliabilityBins(answers: readonly BinaryAnswer[], binCount = 8): ReliabilityBin[] {
  const bins = Array.from({ length: binCount }, () => ({ confidence: 0, right: 0, count: 0 }));
  for (const { probability, real } of answers) {
    const confidence = Math.max(probability, 1 - probability);
    const index = Math.min(binCount - 1, Math.max(0, Math.ceil((confidence - 0.5) * 2 * binCount) - 1));
    const bin = bins[index];
    if (!bin) continue;
    bin.confidence += confidence;
    bin.count += 1;
    if (probability >= 0.5 === real) bin.right += 1;
  }
  return bins
    .filter((bin) => bin.count > 0)
    .map((bin) => ({
      confidence: bin.confidence / bin.count,
      accuracy: bin.right / bin.count,
      count: bin.count,
    }));
}
