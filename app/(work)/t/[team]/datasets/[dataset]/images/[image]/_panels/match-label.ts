/**
 * How well a label's name (the only keyword) fits what was typed: 1 from its start, ½ inside, 0 not at all.
 * Hangul is compared letter by letter, so that a syllable that is still being written finds its word.
 */
export function matchLabel(_value: string, search: string, keywords: readonly string[] = []): number {
  const at = letters(keywords.join(" ")).indexOf(letters(search.trim()));
  if (at < 0) return 0;
  return at === 0 ? 1 : 0.5;
}

/** Compatibility letters (ㅁ) and syllables (말) fall apart into the same letters; final consonants become first ones. */
function letters(text: string): string {
  const apart = text.normalize("NFKD").toLowerCase();
  return [...apart].map((letter) => FIRST_OF_FINAL.get(letter) ?? letter).join("");
}

const FIRSTS = "ᄀᄁᄂᄃᄄᄅᄆᄇᄈᄉᄊᄋᄌᄍᄎᄏᄐᄑᄒ";
const FIRST_OF_FINAL = new Map<string, string>(
  [..."ᆨᆩᆫᆮ?ᆯᆷᆸ?ᆺᆻᆼᆽ?ᆾᆿᇀᇁᇂ"].map((final, index) => [final, FIRSTS.charAt(index)]),
);
