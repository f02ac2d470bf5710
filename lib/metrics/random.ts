/** Draws whole numbers from 0 up to `below`, each as likely. */
export type DrawInteger = (below: number) => number;

/**
 * A small seeded generator (sfc32 of PractRand, C. Doty-Humphrey), so that everybody who resamples a
 * benchmark with one seed draws the same pictures. Seeded from the first 128 bits of a SHA-256.
 */
export function seededDraw(sha256: string): DrawInteger {
  const word = (index: number) => Number.parseInt(sha256.slice(index * 8, index * 8 + 8), 16) | 0;
  let [a, b, c, counter] = [word(0), word(1), word(2), word(3)];
  function next(): number {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  }
  for (let warmUp = 0; warmUp < 15; warmUp += 1) next();
  return (below) => {
    // Values past the last whole multiple of `below` would favour small numbers; they are drawn again.
    const limit = 2 ** 32 - (2 ** 32 % below);
    let value = next();
    while (value >= limit) value = next();
    return value % below;
  };
}
