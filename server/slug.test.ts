import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Slug } from "@/lib/ids";
import { slugCandidate, slugOf } from "./slug";

describe("a slug", () => {
  it.each([
    ["야생 동물 2", "yasaeng-dongmul-2"],
    ["Café Dalí", "cafe-dali"],
    ["  The -- Team!  ", "the-team"],
    ["猫🐈", "team"],
    ["", "team"],
    ["ㅋㅋ", "kk"],
  ])("of %j is %s", (name, slug) => {
    expect(slugOf(name, "team")).toBe(slug);
  });

  it("is the same for NFC and NFD", () => {
    expect(slugOf("한국".normalize("NFD"), "team")).toBe(slugOf("한국", "team"));
  });

  it("fits a URL whatever the name and the attempt", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 120 }),
        fc.integer({ min: 1, max: 10_000 }),
        (name, attempt) => {
          expect(Slug.safeParse(slugCandidate(slugOf(name, "team"), attempt)).success).toBe(true);
        },
      ),
    );
  });
});
