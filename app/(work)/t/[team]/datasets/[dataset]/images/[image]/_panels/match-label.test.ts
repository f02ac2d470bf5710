import { expect, test } from "vitest";
import { matchLabel } from "./match-label";

const rank = (search: string, name: string) => matchLabel("id", search, [name]);

test("a name is found from its start, better than from inside, in any case", () => {
  expect(rank("HOR", "horse")).toBe(1);
  expect(rank("orse", "horse")).toBe(0.5);
  expect(rank("cat", "horse")).toBe(0);
  expect(rank(" ", "horse")).toBe(1);
});

test("a Korean name is found at every key on the way to it", () => {
  for (const typed of ["ㅁ", "마", "말", "말 ㅁ", "말 머", "말 머ㄹ", "말 멀", "말 머리"]) {
    expect(rank(typed, "말 머리"), typed).toBe(1);
  }
  // Written, a consonant sits under the syllable before it until the next vowel comes.
  expect(rank("시곌", "시계라")).toBe(1);
  expect(rank("개", "말")).toBe(0);
});

test("a name in decomposed letters, as macOS writes file names, is the same name", () => {
  expect(rank("고양이", "고양이".normalize("NFD"))).toBe(1);
});
