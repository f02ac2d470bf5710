import { randomInt } from "node:crypto";
import type { PlayableItem } from "@/db/queries/quiz";
import type { QuizItemId } from "@/lib/ids";
import { OPTIONS } from "@/lib/quiz/elo";
import { shuffle } from "@/lib/quiz/shuffle";
import { AppError } from "@/server/errors";

/** How often the player met each picture. */
export type Met = ReadonlyMap<QuizItemId, number>;

/** One round in this many shows whole views with the famous one among them, once per player. */
const FAMOUS_EVERY = 8;

/** One real picture and three generated ones of different scenes, the least met first, in random order. */
export function chooseOptions(
  items: readonly PlayableItem[],
  met: Met,
  answered: number,
): { options: PlayableItem[]; isFamous: boolean } {
  const isFamous = answered > 0 && hasFreshFamous(items, met) && randomInt(FAMOUS_EVERY) === 0;
  const pool = items.filter((item) => item.isFamous === isFamous);
  const [real] = leastMet(
    pool.filter((item) => item.isReal),
    met,
  );
  const fakes = ofDifferentScenes(
    leastMet(
      pool.filter((item) => !item.isReal),
      met,
    ),
  ).slice(0, OPTIONS - 1);
  if (real === undefined || fakes.length < OPTIONS - 1)
    throw new AppError("unavailable", "quiz.tooFewPictures");
  return { options: shuffle([real, ...fakes], randomInt), isFamous };
}

function hasFreshFamous(items: readonly PlayableItem[], met: Met): boolean {
  return items.some((item) => item.isFamous && item.isReal && !met.has(item.id));
}

function leastMet(items: readonly PlayableItem[], met: Met): PlayableItem[] {
  return shuffle(items, randomInt).sort((a, b) => (met.get(a.id) ?? 0) - (met.get(b.id) ?? 0));
}

function ofDifferentScenes(items: readonly PlayableItem[]): PlayableItem[] {
  const seen = new Set<string>();
  return items.filter(({ id, seed }) => {
    const scene = seed ?? id;
    if (seen.has(scene)) return false;
    seen.add(scene);
    return true;
  });
}
