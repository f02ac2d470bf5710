import { romanize } from "es-hangul";

const MAX_LENGTH = 48;

/**
 * A URL name from what people call a thing: "야생 동물 2" becomes "yasaeng-dongmul-2" (Revised Romanisation),
 * "Café Dalí" "cafe-dali". `fallback` is used when nothing is left, as of "猫🐈".
 */
export function slugOf(name: string, fallback: string): string {
  // Only Hangul is handed over: the library stumbles on Latin words such as "toString".
  const spelled = name.normalize("NFC").replace(/\p{Script=Hangul}+/gu, (hangul) => romanize(hangul));
  const latin = spelled.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const slug = trimHyphens(latin.replace(/[^a-z0-9]+/g, "-")).slice(0, MAX_LENGTH);
  return trimHyphens(slug) || fallback;
}

/** The `attempt`th name to try for a slug that is taken: "dali", "dali-2", "dali-3". */
export function slugCandidate(slug: string, attempt: number): string {
  const suffix = attempt === 1 ? "" : `-${attempt}`;
  return `${trimHyphens(slug.slice(0, MAX_LENGTH - suffix.length))}${suffix}`;
}

function trimHyphens(text: string): string {
  return text.replace(/^-+|-+$/g, "");
}
