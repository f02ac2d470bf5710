/** What grouping needs to know of a picture. `dhash`: 64 bits as 16 hexadecimal digits. */
export type GroupablePicture = { id: string; blobSha256: string; dhash: string; groupKey: string | null };

/**
 * Groups pictures that must stay on one side of a split: the same bytes, the same `groupKey` (one artwork), or
 * difference hashes that differ in at most `nearDuplicateBits` of 64 bits, directly or by way of others.
 * Returns each picture's group, named after the group's smallest id, so that names do not depend on order.
 *
 * Hashes are compared by the pigeonhole principle: cut into `bits + 1` bands, two hashes within `bits` of each
 * other agree in at least one band, so only those that share a band are compared.
 */
export function groupPictures(
  pictures: readonly GroupablePicture[],
  nearDuplicateBits: number,
): Map<string, string> {
  const sets = disjointSets(pictures.length);
  joinEqual(pictures, sets, (picture) => picture.blobSha256);
  joinEqual(pictures, sets, (picture) => picture.groupKey);
  joinNear(pictures, sets, nearDuplicateBits);
  const names = new Map<number, string>();
  pictures.forEach((picture, index) => {
    const root = sets.find(index);
    const name = names.get(root);
    if (name === undefined || picture.id < name) names.set(root, picture.id);
  });
  return new Map(pictures.map((picture, index) => [picture.id, names.get(sets.find(index)) ?? picture.id]));
}

/** How many of 64 bits differ. */
export function dhashDistance(a: bigint, b: bigint): number {
  let rest = a ^ b;
  let bits = 0;
  while (rest !== 0n) {
    rest &= rest - 1n;
    bits += 1;
  }
  return bits;
}

type DisjointSets = { find(index: number): number; join(a: number, b: number): void };

function disjointSets(size: number): DisjointSets {
  const parents = Array.from({ length: size }, (_, index) => index);
  function find(index: number): number {
    let at = index;
    for (let parent = parents[at] ?? at; parent !== at; parent = parents[at] ?? at) {
      parents[at] = parents[parent] ?? parent;
      at = parent;
    }
    return at;
  }
  function join(a: number, b: number): void {
    parents[find(a)] = find(b);
  }
  return { find, join };
}

function joinEqual(
  pictures: readonly GroupablePicture[],
  sets: DisjointSets,
  keyOf: (picture: GroupablePicture) => string | null,
) {
  const first = new Map<string, number>();
  pictures.forEach((picture, index) => {
    const key = keyOf(picture);
    if (key === null) return;
    const known = first.get(key);
    if (known === undefined) first.set(key, index);
    else sets.join(known, index);
  });
}

function joinNear(pictures: readonly GroupablePicture[], sets: DisjointSets, bits: number) {
  const hashes = pictures.map((picture) => BigInt(`0x${picture.dhash}`));
  for (const bucket of bandBuckets(hashes, bits + 1)) {
    for (const [at, a] of bucket.entries()) {
      for (const b of bucket.slice(at + 1)) {
        if (sets.find(a) !== sets.find(b) && dhashDistance(hashes[a] ?? 0n, hashes[b] ?? 0n) <= bits)
          sets.join(a, b);
      }
    }
  }
}

function* bandBuckets(hashes: readonly bigint[], bands: number): Generator<number[]> {
  for (let band = 0; band < bands; band += 1) {
    const from = Math.floor((64 * band) / bands);
    const width = Math.floor((64 * (band + 1)) / bands) - from;
    const mask = (1n << BigInt(width)) - 1n;
    const buckets = new Map<bigint, number[]>();
    hashes.forEach((hash, index) => {
      const key = (hash >> BigInt(from)) & mask;
      const bucket = buckets.get(key);
      if (bucket) bucket.push(index);
      else buckets.set(key, [index]);
    });
    yield* buckets.values();
  }
}
