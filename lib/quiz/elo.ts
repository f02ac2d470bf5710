/** Ratings of players and pictures, after every answer. 400 points are a factor of ten in the odds. */
export const START_ELO = 1500;

/** With four pictures a blind guess finds the real one in a quarter of the rounds. */
export const OPTIONS = 4;
const GUESS = 1 / OPTIONS;

/** Below these counts a number is shown as provisional, or not at all (see Linacre, rasch.org/rmt/rmt74m.htm). */
export const PROVISIONAL_ANSWERS = 30;
export const DIFFICULTY_FROM_ANSWERS = 50;
export const CALIBRATED_FROM_ANSWERS = 160;

/**
 * The chance that a player finds a real picture of difficulty `itemElo`: a logistic curve above a fixed
 * floor for guessing (one-parameter logistic model with guessing).
 */
export function chanceToFind(playerElo: number, itemElo: number): number {
  return GUESS + (1 - GUESS) / (1 + 10 ** ((itemElo - playerElo) / 400));
}

/** The step of the next update: large for the unknown, shrinking with answers (K₀ / (1 + 0.05 n)). */
export function stepSize(answers: number): number {
  return Math.max(8, 80 / (1 + 0.05 * answers));
}

export type RatedItem = { elo: number; answers: number };

export type RatedRound = {
  player: { elo: number; answers: number };
  /** The options in order; `realPosition` and `position` index them. */
  items: readonly RatedItem[];
  realPosition: number;
  position: number;
};

/**
 * The changes one answer makes. The real picture rises when it was missed; a generated one rises when it was
 * taken for real and falls a little when it was passed over. Without surprise nothing moves.
 */
export function rateRound(round: RatedRound): { player: number; items: number[] } {
  const real = round.items[round.realPosition];
  if (real === undefined) throw new RangeError("the real picture is not among the options");
  const expected = chanceToFind(round.player.elo, real.elo);
  const found = round.position === round.realPosition ? 1 : 0;
  const perFake = (1 - expected) / (round.items.length - 1);
  const items = round.items.map((item, position) => {
    const step = stepSize(item.answers);
    if (position === round.realPosition) return step * (expected - found);
    return step * ((position === round.position ? 1 : 0) - perFake);
  });
  return { player: stepSize(round.player.answers) * (found - expected), items };
}
