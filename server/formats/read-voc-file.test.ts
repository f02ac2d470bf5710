import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ImportedAttributes, ImportedBox } from "@/lib/formats/imported-annotation";
import { readVocAnnotation, vocBox, vocOriginOf } from "@/lib/formats/voc-read";
import { writeVocAnnotation } from "@/lib/formats/voc-write";
import { parseXml } from "./read-voc-file";

const px = fc.double({ min: 0, max: 20_000, noNaN: true }).map((value) => (Object.is(value, -0) ? 0 : value));
const sizePx = fc.double({ min: 1e-3, max: 20_000, noNaN: true });
/** Any text that XML can hold, without the white space at its ends that readers trim. */
const text = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
  .map((value) => value.trim())
  .filter((value) => value !== "");
const attributes: fc.Arbitrary<ImportedAttributes> = fc.record(
  { difficult: fc.boolean(), truncated: fc.boolean(), occluded: fc.boolean(), pose: text },
  { requiredKeys: [] },
);
const box: fc.Arbitrary<ImportedBox> = fc.record({
  label: text,
  x: px,
  y: px,
  width: sizePx,
  height: sizePx,
  attributes,
});

function readBack(boxes: ImportedBox[], fileName = "a.jpg") {
  const xml = writeVocAnnotation({ folder: "JPEGImages", fileName, widthPx: 640, heightPx: 480, boxes });
  const read = readVocAnnotation(parseXml(xml));
  return { read, boxes: read.objects.map((object) => vocBox(object, vocOriginOf([read]))) };
}

describe("a Pascal VOC file that Atelier wrote", () => {
  it("reads back as the same boxes, to the last bit", () => {
    fc.assert(
      fc.property(fc.array(box, { maxLength: 6 }), text, (boxes, fileName) => {
        const back = readBack(boxes, fileName);
        expect(back.boxes).toEqual(boxes);
        expect(back.read).toMatchObject({ fileName, widthPx: 640, heightPx: 480, notes: [] });
      }),
    );
  });

  it("counts from one even where a box starts above the picture's first pixel", () => {
    const above = { label: "raccoon", x: -0.5, y: -3, width: 10, height: 10, attributes: {} };
    expect(readBack([above]).boxes).toEqual([above]);
  });
});

describe("xml that must not be read", () => {
  it("refuses a document type, endless nesting and what breaks off", () => {
    expect(() =>
      parseXml('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><annotation>&x;</annotation>'),
    ).toThrow();
    expect(() => parseXml("<annotation>".repeat(100))).toThrow();
    expect(() => parseXml("<annotation><object>")).toThrow();
  });
});
