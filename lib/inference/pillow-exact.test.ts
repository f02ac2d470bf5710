import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { sizeRuleSchema } from "../protocol/model-manifest";
import { cropPixels, toTensor } from "./prepare-input";
import { resizeBilinear } from "./resize-bilinear";
import { cropBox, targetSize } from "./size-rules";

const size = { width: z.number(), height: z.number() };
const vectors = z
  .object({
    sizes: z.array(z.object({ ...size, size: sizeRuleSchema, expected: z.tuple([z.number(), z.number()]) })),
    resizes: z.array(
      z.object({
        name: z.string(),
        crop: z.enum(["none", "centre-square"]),
        cropBox: z.array(z.number()),
        size: sizeRuleSchema,
        source: z.object({ ...size, rgb: z.string() }),
        expected: z.object({ ...size, rgb: z.string() }),
        tensorSha256: z.string(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL("./fixtures/pillow-bilinear.json", import.meta.url), "utf8")));

describe("against Pillow's own results", () => {
  it.each(vectors.sizes)("finds the input size of a $width × $height picture", (vector) => {
    const found = targetSize(vector, vector.size);
    expect([found.width, found.height]).toEqual(vector.expected);
  });

  it.each(vectors.resizes)("resizes byte for byte: $name", (vector) => {
    const source = { ...vector.source, data: Buffer.from(vector.source.rgb, "base64"), channels: 3 as const };
    const box = cropBox(source, vector.crop);
    expect([box.left, box.top, box.left + box.width, box.top + box.height]).toEqual(vector.cropBox);
    const resized = resizeBilinear(cropPixels(source, box), targetSize(box, vector.size));
    expect(Buffer.from(resized.data).toString("base64")).toBe(vector.expected.rgb);
    expect(sha256(toTensor(resized))).toBe(vector.tensorSha256);
  });
});

describe("whatever the picture", () => {
  const side = fc.integer({ min: 1, max: 40 });

  it("keeps a flat colour flat", () => {
    fc.assert(
      fc.property(
        side,
        side,
        side,
        side,
        fc.integer({ min: 0, max: 255 }),
        (width, height, toWidth, toHeight, grey) => {
          const data = new Uint8Array(width * height * 3).fill(grey);
          const resized = resizeBilinear(
            { data, width, height, channels: 3 },
            { width: toWidth, height: toHeight },
          );
          expect(resized.data.every((value) => value === grey)).toBe(true);
        },
      ),
    );
  });

  it("never leaves the range of the source and ignores the fourth channel", () => {
    fc.assert(
      fc.property(side, side, side, side, fc.integer(), (width, height, toWidth, toHeight, seed) => {
        const rgba = Uint8Array.from({ length: width * height * 4 }, (_, i) => (seed * 31 + i * 97) & 255);
        const rgb = rgba.filter((_, i) => i % 4 !== 3);
        const to = { width: toWidth, height: toHeight };
        const fromFour = resizeBilinear({ data: rgba, width, height, channels: 4 }, to);
        const fromThree = resizeBilinear({ data: rgb, width, height, channels: 3 }, to);
        expect(fromFour.data).toEqual(fromThree.data);
        expect(Math.min(...fromThree.data)).toBeGreaterThanOrEqual(Math.min(...rgb));
        expect(Math.max(...fromThree.data)).toBeLessThanOrEqual(Math.max(...rgb));
      }),
    );
  });
});

function sha256(tensor: Float32Array): string {
  return createHash("sha256").update(new Uint8Array(tensor.buffer)).digest("hex");
}
