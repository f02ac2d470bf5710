import { rgbaToThumbHash } from "thumbhash";
import { averageCells, type RawPicture } from "./average-cells";
import { MAX_PIXELS } from "./pixel-limit";
import { sharp } from "./safe-sharp";

const THUMBNAIL_PX = 320;
/** As much as a thumbhash can tell: it holds at most 7 waves each way. */
const HASHED_PX = 48;

export type PictureLooks = { thumbnail: Buffer; thumbhash: string; dhash: string };

/**
 * What the grid and the freeze need of a normalised picture: a small WebP, its thumbhash and its difference hash.
 * The picture is decoded once, every scan line of it and at no warning, so that this is the proof that the file is
 * whole as well; all three are made of the small picture that comes out. Throws sharp's errors.
 */
export async function describePicture(bytes: Buffer): Promise<PictureLooks> {
  const { data, info } = await sharp(bytes, {
    limitInputPixels: MAX_PIXELS,
    failOn: "warning",
    sequentialRead: true,
  })
    .resize(THUMBNAIL_PX, THUMBNAIL_PX, { fit: "inside", withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const small = { data, width, height, channels };
  // Effort 2 takes half the time of the default for files that are a twentieth larger.
  const thumbnail = await sharp(data, { raw: info }).webp({ quality: 80, effort: 2 }).toBuffer();
  return { thumbnail, thumbhash: thumbhashOf(small), dhash: dhashOf(small) };
}

function thumbhashOf(small: RawPicture): string {
  const scale = Math.min(1, HASHED_PX / Math.max(small.width, small.height));
  const columns = Math.max(1, Math.round(small.width * scale));
  const rows = Math.max(1, Math.round(small.height * scale));
  const rgba = Uint8Array.from(averageCells(small, columns, rows), Math.round);
  return Buffer.from(rgbaToThumbHash(columns, rows, rgba)).toString("base64");
}

/**
 * Difference hash: whether each of 9×8 grey pixels is brighter than its right neighbour, 64 bits as hexadecimal.
 * Source: N. Krawetz, "Kind of Like That" (2013).
 */
function dhashOf(small: RawPicture): string {
  const rgba = averageCells(small, 9, 8);
  let hash = 0n;
  for (let row = 0; row < 8; row += 1) {
    for (let column = 0; column < 8; column += 1) {
      const at = (row * 9 + column) * 4;
      hash = (hash << 1n) | (luma(rgba, at) > luma(rgba, at + 4) ? 1n : 0n);
    }
  }
  return hash.toString(16).padStart(16, "0");
}

/** Brightness in whole steps (ITU-R BT.709) on white, so that what is equal to the eye is equal here. */
function luma(rgba: Float64Array, at: number): number {
  const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(at, at + 4);
  const grey = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return Math.round((grey * alpha) / 255 + 255 - alpha);
}
