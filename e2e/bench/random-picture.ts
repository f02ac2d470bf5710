import sharp from "sharp";

type Wanted = { seed: number; widthPx: number; heightPx: number };

/** A JPEG with soft forms and some grain, about as hard to decode as a photograph; the same seed gives the same bytes. */
export async function randomPicture({ seed, widthPx, heightPx }: Wanted): Promise<Buffer> {
  const next = mulberry32(seed);
  const coarse = Buffer.from(Array.from({ length: 40 * 30 * 3 }, () => Math.floor(next() * 256)));
  const soft = await sharp(coarse, { raw: { width: 40, height: 30, channels: 3 } })
    .resize(widthPx, heightPx, { fit: "fill", kernel: "cubic" })
    .raw()
    .toBuffer();
  for (let at = 0; at < soft.length; at += 1)
    soft[at] = Math.min(255, Math.max(0, (soft[at] ?? 0) + next() * 24 - 12));
  return sharp(soft, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** Uniform numbers in [0, 1). Source: T. Ettinger, mulberry32 (public domain). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
