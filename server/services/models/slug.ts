const LONGEST = 40;

/** A slug from a name: ASCII letters, digits and hyphens, or `fallback` when nothing of the name is left. */
export function slugOf(name: string, fallback: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, "");
  return plain || fallback;
}

/** `wanted`, or the first of `wanted-2`, `wanted-3` … that is not taken. */
export function freeSlug(wanted: string, taken: readonly string[]): string {
  const used = new Set(taken);
  let candidate = wanted;
  for (let number = 2; used.has(candidate); number += 1) candidate = `${wanted}-${number}`;
  return candidate;
}
