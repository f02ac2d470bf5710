import { setImmediate } from "node:timers/promises";
import type { Judged } from "@/lib/metrics/judge-predictions";
import { seededDraw } from "@/lib/metrics/random";
import { resampleImages } from "@/lib/metrics/resample";

const MOST_DRAWS = 1000;
const FEWEST_DRAWS = 100;
/** About two seconds of one core; a benchmark beyond it gets fewer draws, never other draws. */
const STEPS = 400_000_000;
/** After this many steps other requests get their turn. */
const STEPS_PER_TURN = 4_000_000;

/** The score on all pictures, each counted once. */
export function scoreOfAll(judged: Judged): number {
  return judged.scoreOf(new Int32Array(judged.groups.length).fill(1));
}

/**
 * Scores the draws of a benchmark. The draws follow from its content hash alone, so the n-th draw holds the
 * same pictures for every model.
 */
export async function drawReplicates(judged: Judged, contentHash: string): Promise<(number | null)[]> {
  const affordable = Math.floor(STEPS / Math.max(1, judged.weight));
  const samples = Math.min(MOST_DRAWS, Math.max(FEWEST_DRAWS, affordable));
  const replicates: (number | null)[] = [];
  let steps = 0;
  for (const counts of resampleImages({ groups: judged.groups, samples, draw: seededDraw(contentHash) })) {
    const value = judged.scoreOf(counts);
    replicates.push(Number.isNaN(value) ? null : Math.round(value * 1e7) / 1e7);
    steps += judged.weight;
    if (steps > STEPS_PER_TURN) {
      steps = 0;
      await setImmediate();
    }
  }
  return replicates;
}
