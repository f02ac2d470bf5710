import { describe, expect, it } from "vitest";
import { localeOfAcceptLanguage } from "./locale";

describe("the language of a visitor without a cookie", () => {
  it.each([
    ["ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", "ko"],
    ["en-GB,en;q=0.9", "en"],
    ["de-DE, de;q=0.9, ko;q=0.5, en;q=0.4", "ko"],
    ["en;q=0.2, ko;q=0.8", "ko"],
    ["ko;q=0, en", "en"],
  ])("reads %s as %s", (header, locale) => {
    expect(localeOfAcceptLanguage(header)).toBe(locale);
  });

  it.each([null, "", "*", "de-DE,fr;q=0.8", ";;;q=,,"])("has no opinion on %s", (header) => {
    expect(localeOfAcceptLanguage(header)).toBeNull();
  });
});
