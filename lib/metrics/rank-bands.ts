import { pairedDifference, type Replicates, SIGNIFICANCE } from "./paired-bootstrap";

export type Rankable = { value: number; replicates: Replicates };
export type Ranked<Entry> = { entry: Entry; rank: number; isTied: boolean };

/**
 * Ranks by score, best first. An entry whose paired difference to the best of the band above it is not
 * significant belongs to that band and shares its rank; the next band's rank is its place in the list
 * ("1, 1, 3"). Without enough draws to compare, equal scores alone are ties.
 */
export function rankWithTies<Entry extends Rankable>(entries: readonly Entry[]): Ranked<Entry>[] {
  const ranked: Ranked<Entry>[] = [];
  let leader: Entry | undefined;
  let rank = 0;
  for (const [index, entry] of entries.toSorted((a, b) => b.value - a.value).entries()) {
    if (!leader || differs(leader, entry)) {
      leader = entry;
      rank = index + 1;
    }
    ranked.push({ entry, rank, isTied: false });
  }
  return ranked.map((row) => ({
    ...row,
    isTied: ranked.filter((other) => other.rank === row.rank).length > 1,
  }));
}

function differs(leader: Rankable, entry: Rankable): boolean {
  const compared = pairedDifference(leader, entry);
  return compared ? compared.pValue < SIGNIFICANCE : leader.value !== entry.value;
}
