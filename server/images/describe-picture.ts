import { rgbaToThumbHash } from "thumbhash";
import { MAX_PIXELS } from "./normalise-picture";
import { sharp } from "./safe-sharp";

export const THUMBNAIL_PX = 320;

/** What the grid and the freeze need of a normalised picture: a small WebP, its thumbhash and its difference hash. */
export async function describePicture(bytes: Buffer) {
  const options = { limitInputPixels: MAX_PIXELS };
  const thumbnail = await sharp(bytes, options)
    .resize(THUMBNAIL_PX, THUMBNAIL_PX, { fit: "inside", withoutEnlargement: true })
    .webp({ quality: 80 })
    .toBuffer();
  return { thumbnail, thumbhash: await thumbhashOf(thumbnail), dhash: await dhashOf(bytes) };
}

async function thumbhashOf(thumbnail: Buffer): Promise<string> {
  const { data, info } = await sharp(thumbnail)
    .resize(100, 100, { fit: "inside" })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString("base64");
}

/**
 * Difference hash: whether each of 9×8 grey pixels is brighter than its right neighbour, 64 bits as hexadecimal.
 * Source: N. Krawetz, "Kind of Like That" (2013).
 */
async function dhashOf(bytes: Buffer): Promise<string> {
  const pixels = await sharp(bytes, { limitInputPixels: MAX_PIXELS })
    .flatten({ background: "#ffffff" })
    .greyscale()
    .resize(9, 8, { fit: "fill" })
    .raw()
    .toBuffer();
  let hash = 0n;
  for (let row = 0; row < 8; row += 1) {
    for (let column = 0; column < 8; column += 1) {
      const at = row * 9 + column;
      hash = (hash << 1n) | ((pixels[at] ?? 0) > (pixels[at + 1] ?? 0) ? 1n : 0n);
    }
  }
  return hash.toString(16).padStart(16, "0");
}
