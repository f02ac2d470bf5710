export type Share = { correct: number; rounds: number; value: number; low: number; high: number };

/** A share with its 95 % Wilson score interval (Wilson 1927), which stays inside [0, 1]; null without rounds. */
export function wilsonShare(correct: number, rounds: number): Share | null {
  if (rounds <= 0) return null;
  const z = 1.959963984540054;
  const value = correct / rounds;
  const spread = 1 + (z * z) / rounds;
  const centre = (value + (z * z) / (2 * rounds)) / spread;
  const half = (z / spread) * Math.sqrt((value * (1 - value)) / rounds + (z * z) / (4 * rounds * rounds));
  return { correct, rounds, value, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
