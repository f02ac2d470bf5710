import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { cocoCollector } from "./coco-read";
import { type CocoWritePicture, writeCoco } from "./coco-write";

const LABELS = ["raccoon", "달리의 시계", 'a "quoted" <label>', ""];
const px = fc.double({ min: 0, max: 20_000, noNaN: true }).map((value) => (Object.is(value, -0) ? 0 : value));
const attributes = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 20 }).filter((name) => name !== "iscrowd" && name !== "__proto__"),
  fc.oneof(fc.boolean(), fc.integer(), fc.string({ maxLength: 40 })),
  { maxKeys: 4, noNullPrototype: true },
);
const box = fc.record({ label: fc.constantFrom(...LABELS), x: px, y: px, width: px, height: px, attributes });
const pictures: fc.Arbitrary<CocoWritePicture[]> = fc.array(
  fc.record({
    fileName: fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
    widthPx: fc.integer({ min: 1, max: 30_000 }),
    heightPx: fc.integer({ min: 1, max: 30_000 }),
    boxes: fc.array(box, { maxLength: 5 }),
  }),
  { maxLength: 5 },
);
const CocoFile = z.object({
  images: z.array(z.unknown()),
  categories: z.array(z.unknown()),
  annotations: z.array(z.unknown()),
});

function readBack(written: readonly CocoWritePicture[], order: readonly (keyof z.infer<typeof CocoFile>)[]) {
  const file = CocoFile.parse(
    JSON.parse([...writeCoco({ description: "test", labels: LABELS, pictures: written })].join("")),
  );
  const collector = cocoCollector();
  for (const section of order) for (const element of file[section]) collector.add(section, element);
  return collector.finish();
}

describe("a COCO file that Atelier wrote", () => {
  it("reads back as the same pictures and boxes, to the last bit, whatever section comes first", () => {
    const orders = fc.shuffledSubarray(["images", "categories", "annotations"] as const, { minLength: 3 });
    fc.assert(
      fc.property(pictures, orders, (written, order) => {
        expect(readBack(written, order)).toEqual({ pictures: written, labels: LABELS, notes: [] });
      }),
    );
  });

  it("keeps the mark of a crowd, and says so", () => {
    const crowd = { label: "raccoon", x: 1, y: 2, width: 3, height: 4, attributes: { iscrowd: true } };
    const back = readBack(
      [{ fileName: "a.jpg", widthPx: 9, heightPx: 9, boxes: [crowd] }],
      ["annotations", "images", "categories"],
    );
    expect(back.pictures[0]?.boxes).toEqual([crowd]);
    expect(back.notes).toEqual([{ reason: "crowdKept", args: { count: 1 } }]);
  });
});
