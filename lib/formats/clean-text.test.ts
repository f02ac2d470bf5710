import fc from "fast-check";
import { expect, it } from "vitest";
import { cleanText, labelName } from "./clean-text";

const anyText = fc.string({ unit: "binary", maxLength: 300 });

it("makes text that can be stored: composed, whole, without control characters, and no longer than asked", () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 0, max: 300 }), (text, maxLength) => {
      const clean = cleanText(text, maxLength);
      expect(clean.isWellFormed()).toBe(true);
      expect(clean).not.toMatch(/[\u0000-\u001f\u007f]/);
      expect(clean.length).toBeLessThanOrEqual(maxLength);
    }),
  );
});

it("is settled after once: a label cleaned again is the same label", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(labelName(labelName(text))).toBe(labelName(text));
    }),
  );
});

it("does not tell composed from decomposed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
      expect(labelName(text.normalize("NFD"))).toBe(labelName(text.normalize("NFC")));
    }),
  );
});
