import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import { LOCALES } from "./locale";
import { messagesOf } from "./messages";

const [english = new Map(), korean = new Map()] = LOCALES.map((locale) => flatten(messagesOf(locale)));

describe("messages", () => {
  it("exist in both languages under the same keys", () => {
    expect(english.size).toBeGreaterThan(50);
    expect([...korean.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it.each(LOCALES)("have words behind every key in %s", (locale) => {
    const blank = [...flatten(messagesOf(locale))].filter(([, text]) => text.trim() === "");
    expect(blank).toEqual([]);
  });

  it("take the same arguments and tags in both languages", () => {
    const differing = [...english].filter(
      ([key, text]) => argumentsOf(text).join() !== argumentsOf(korean.get(key) ?? "").join(),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it("are Korean in Korean: a key whose text is the same in both has no words to translate", () => {
    const untranslated = [...english].filter(
      ([key, text]) => korean.get(key) === text && /[a-z]{3,} [a-z]{3,} [a-z]{3,}/i.test(text),
    );
    expect(untranslated).toEqual([]);
  });

  it("say it in Korean so that no particle waits for the word before it", () => {
    const undecided =
      /을\(를\)|를\(을\)|이\(가\)|가\(이\)|은\(는\)|는\(은\)|\(으\)로|와\(과\)|과\(와\)|\(이\)라/;
    expect([...korean].filter(([, text]) => undecided.test(text))).toEqual([]);
  });
});

function flatten(node: object, path: string[] = []): Map<string, string> {
  return new Map(
    Object.entries(node).flatMap(([key, value]: [string, unknown]): [string, string][] => {
      if (typeof value === "string") return [[[...path, key].join("."), value]];
      if (typeof value === "object" && value !== null) return [...flatten(value, [...path, key])];
      throw new Error(`${[...path, key].join(".")} is neither text nor a group`);
    }),
  );
}

/** Argument and tag names of an ICU message, sorted; throws when the message does not parse. */
function argumentsOf(message: string): string[] {
  return [...new Set(namesIn(parse(message)))].sort();
}

function namesIn(elements: MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.pound:
        return [];
      case TYPE.tag:
        return [`<${element.value}>`, ...namesIn(element.children)];
      case TYPE.select:
      case TYPE.plural:
        return [element.value, ...Object.values(element.options).flatMap((option) => namesIn(option.value))];
      default:
        return [element.value];
    }
  });
}
