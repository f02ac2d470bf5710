import type { DrawInteger } from "./random";

/** How often each image counts in one draw. */
export type ImageCounts = Int32Array;

/**
 * Draws images with replacement (Efron 1979); images of one group are drawn together, null is a group of
 * its own. Yields `samples` draws. The array is reused: copy it to keep it.
 */
export function* resampleImages(params: {
  groups: readonly (string | null)[];
  samples: number;
  draw: DrawInteger;
}): Generator<ImageCounts> {
  const { groups, samples, draw } = params;
  const { unitOfImage, units } = resamplingUnits(groups);
  const drawn = new Int32Array(units);
  const counts = new Int32Array(groups.length);
  for (let sample = 0; sample < samples; sample += 1) {
    drawn.fill(0);
    for (let unit = 0; unit < units; unit += 1) {
      const chosen = draw(units);
      drawn[chosen] = (drawn[chosen] ?? 0) + 1;
    }
    for (let image = 0; image < counts.length; image += 1)
      counts[image] = drawn[unitOfImage[image] ?? 0] ?? 0;
    yield counts;
  }
}

function resamplingUnits(groups: readonly (string | null)[]) {
  const numbers = new Map<string, number>();
  const unitOfImage = groups.map((group, index) => {
    const name = group === null ? `image ${index}` : `group ${group}`;
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, numbers.size);
    return numbers.size - 1;
  });
  return { unitOfImage, units: numbers.size };
}
