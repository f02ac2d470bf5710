import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { dhashDistance } from "@/lib/versions/group-pictures";
import { averageCells } from "./average-cells";
import { describePicture } from "./describe-picture";
import { normalisePicture } from "./normalise-picture";

describe("describing a picture", () => {
  it("gives a small WebP, a thumbhash and a hash that survives scaling, packing and grain", async () => {
    const picture = await blotches(640, 480);
    const looks = await describePicture(picture);
    const { width, height, format } = await sharp(looks.thumbnail).metadata();
    expect([width, height, format]).toEqual([320, 240, "webp"]);
    expect(looks.dhash).toMatch(/^[0-9a-f]{16}$/);
    expect(Buffer.from(looks.thumbhash, "base64").length).toBeGreaterThan(4);
    for (const changed of [
      await sharp(picture).jpeg({ quality: 30 }).toBuffer(),
      await sharp(picture).resize(211, 158).png().toBuffer(),
    ])
      expect(distance((await describePicture(changed)).dhash, looks.dhash)).toBeLessThanOrEqual(4);
    const other = await describePicture(await blotches(640, 480, 99));
    expect(distance(other.dhash, looks.dhash)).toBeGreaterThan(10);
  });

  it.each([1, 2, 3, 4] as const)(
    "takes pictures of %i channels, of one pixel and of one line",
    async (channels) => {
      for (const [width, height] of [
        [1, 1],
        [400, 1],
        [1, 400],
        [33, 17],
      ] as const) {
        const data = Buffer.alloc(width * height * channels, 120);
        const png = await sharp(data, { raw: { width, height, channels } }).png().toBuffer();
        const { looks } = await normalisePicture(png);
        expect(looks.dhash).toBe("0".repeat(16));
      }
    },
  );

  it("takes see-through pixels for white and does not let their colour bleed", () => {
    const data = Uint8Array.from([255, 0, 0, 255, 0, 255, 0, 0]);
    const [red, green, , alpha] = averageCells({ data, width: 2, height: 1, channels: 4 }, 1, 1);
    expect([red, green, alpha]).toEqual([255, 0, 127.5]);
  });
});

describe("a broken picture is refused by the one decode that also makes its thumbnail", () => {
  it.each([0.3, 0.6, 0.9, 0.99])("a JPEG cut at %d of its length", async (part) => {
    const whole = await blotches(640, 480);
    const cut = whole.subarray(0, Math.floor(whole.length * part));
    await expect(normalisePicture(cut)).rejects.toMatchObject({ reason: "truncatedPicture" });
  });

  it("a progressive JPEG, a PNG and a WebP cut anywhere, many at once: the reason is each one's own", async () => {
    const whole = sharp(await blotches(160, 120));
    const formats = await Promise.all([
      whole.clone().jpeg({ progressive: true }).toBuffer(),
      whole.clone().jpeg().toBuffer(),
      whole.clone().png().toBuffer(),
      whole.clone().webp().toBuffer(),
    ]);
    const reasons = await Promise.all(
      formats.flatMap((bytes) =>
        [0.35, 0.5, 0.7, 0.9, 0.98].map((part) =>
          normalisePicture(bytes.subarray(0, Math.floor(bytes.length * part))).then(
            () => "taken",
            (error: { reason?: string }) => error.reason,
          ),
        ),
      ),
    );
    expect(new Set(reasons)).toEqual(new Set(["truncatedPicture"]));
  });

  it("one with a byte wrong in its middle is damaged, not cut", async () => {
    const png = await sharp(await blotches(160, 120))
      .png()
      .toBuffer();
    png.fill(0x5a, png.length / 2, png.length / 2 + 40);
    await expect(normalisePicture(png)).rejects.toMatchObject({ reason: "damagedPicture" });
  });
});

function distance(a: string, b: string): number {
  return dhashDistance(BigInt(`0x${a}`), BigInt(`0x${b}`));
}

/** Soft forms with grain, as photographs have. */
function blotches(width: number, height: number, seed = 5): Promise<Buffer> {
  let state = seed * 7919;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 8_388_608);
  };
  const coarse = Buffer.from(Array.from({ length: 12 * 9 * 3 }, next));
  return sharp(coarse, { raw: { width: 12, height: 9, channels: 3 } })
    .resize(width, height, { kernel: "cubic", fit: "fill" })
    .jpeg({ quality: 90 })
    .toBuffer();
}
