import type { Metadata } from "sharp";
import { describePicture, type PictureLooks } from "./describe-picture";
import { isCutOff } from "./is-cut-off";
import { PictureRefusal } from "./picture-refusal";
import { MAX_PIXELS } from "./pixel-limit";
import { sharp } from "./safe-sharp";
import { sniffFormat } from "./sniff-format";
import { stripJpeg, stripWebp } from "./strip-metadata";

export type NormalisedPicture = {
  bytes: Buffer;
  mime: "image/jpeg" | "image/png" | "image/webp";
  widthPx: number;
  heightPx: number;
  /** As it came: EXIF orientation 1–8 and the size before it was applied. */
  source: { orientation: number; widthPx: number; heightPx: number };
  looks: PictureLooks;
  /** What had to change, for the report: "turnedUpright", "convertedToSrgb", "reducedTo8Bit", "firstFrameOnly". */
  changes: string[];
};

const FORMATS = { jpeg: "image/jpeg", png: "image/png", webp: "image/webp" } as const;

/**
 * Brings a picture into the one form that everything downstream relies on: upright, sRGB, 8 bits, no metadata.
 * When nothing has to change, the compressed pixels are kept as they are and only metadata is cut out, so that no
 * generation is lost; otherwise JPEG is written at quality 95 without chroma subsampling, PNG and WebP losslessly.
 * Its thumbnail and hashes come with it, made in the one decode that shows the file to be whole.
 * Throws PictureRefusal for what is not a whole JPEG, PNG or WebP of at most 50 megapixels.
 */
export async function normalisePicture(input: Buffer): Promise<NormalisedPicture> {
  const metadata = await readMetadata(input);
  const format = refuseOtherFormats(input);
  const { width, height } = metadata;
  const frames = metadata.pages ?? 1;
  if (width * height > MAX_PIXELS) {
    throw new PictureRefusal("tooManyPixels", { width, height, megapixels: MAX_PIXELS / 1_000_000 });
  }
  const changes = neededChanges(metadata, frames);
  const source = { orientation: metadata.orientation ?? 1, widthPx: width, heightPx: height };
  const mime = FORMATS[format];
  const isFine = changes.length === 0;
  const kept = isFine && !isCutOff(input, format) ? await keepPixels(input, format) : undefined;
  if (kept) return { ...kept, mime, widthPx: width, heightPx: height, source, changes };
  const pipeline = isFine && format === "png" ? repack(input) : reencode(input, format);
  const { data, info } = await decode(input, () => pipeline.toBuffer({ resolveWithObject: true }));
  const looks = await describePicture(data);
  return { bytes: data, looks, mime, widthPx: info.width, heightPx: info.height, source, changes };
}

/** A picture's upright size and how it was stored, without decoding it. */
export async function readFrame(input: Buffer) {
  const { width, height, orientation = 1 } = await readMetadata(input);
  const isTurned = orientation >= 5;
  const source = { orientation, widthPx: width, heightPx: height };
  return { widthPx: isTurned ? height : width, heightPx: isTurned ? width : height, source };
}

type Format = keyof typeof FORMATS;

async function readMetadata(input: Buffer): Promise<Metadata> {
  refuseOtherFormats(input);
  return decode(input, () => sharp(input, { limitInputPixels: false }).metadata());
}

function refuseOtherFormats(input: Buffer): Format {
  if (input.length === 0) throw new PictureRefusal("emptyFile");
  const format = sniffFormat(input.subarray(0, 1024));
  if (format === "jpeg" || format === "png" || format === "webp") return format;
  if (format === "svg") throw new PictureRefusal("svgRefused");
  if (format === "text" || format === "xml" || format === "json" || format === "unknown")
    throw new PictureRefusal("notAPicture");
  throw new PictureRefusal("formatNotRead", { format: format.toUpperCase() });
}

function neededChanges(metadata: Metadata, frames: number): string[] {
  const changes: string[] = [];
  if ((metadata.orientation ?? 1) !== 1) changes.push("turnedUpright");
  if (metadata.depth !== "uchar") changes.push("reducedTo8Bit");
  if (frames > 1) changes.push("firstFrameOnly");
  const isSrgb =
    metadata.space === "srgb" ||
    metadata.space === "b-w" ||
    metadata.space === "rgb16" ||
    metadata.space === "grey16";
  if (!isSrgb || !hasHarmlessProfile(metadata.icc)) changes.push("convertedToSrgb");
  return changes;
}

/** No profile, or one that calls itself sRGB (or a grey one with its curve): nothing to convert. */
function hasHarmlessProfile(icc: Buffer | undefined): boolean {
  if (!icc) return true;
  const text = icc.toString("latin1").replaceAll("\0", "");
  return /s\s?RGB/i.test(text);
}

/**
 * The stripped file and its looks, when a decode shows that it is whole; undefined when it must be written anew.
 * A progressive JPEG whose last scans are missing decodes without a murmur once it is stripped and closed, so what is
 * cut off must not come here.
 */
async function keepPixels(input: Buffer, format: Format) {
  if (format === "png") return undefined;
  const stripped = format === "jpeg" ? stripJpeg(input) : stripWebp(input);
  // What is wrong with a broken file shows when the file itself is decoded next.
  const looks = stripped && (await describePicture(stripped).catch(() => undefined));
  return stripped && looks && { bytes: stripped, looks };
}

const STRICT = { limitInputPixels: MAX_PIXELS, failOn: "warning", sequentialRead: true } as const;

/** PNG's metadata lies in many kinds of chunks; its pixels lose nothing by being packed again. */
function repack(input: Buffer) {
  return sharp(input, STRICT).png({ compressionLevel: 6 });
}

function reencode(input: Buffer, format: Format) {
  const upright = sharp(input, STRICT).autoOrient().toColourspace("srgb");
  if (format === "jpeg") return upright.jpeg({ quality: 95, chromaSubsampling: "4:4:4" });
  return format === "png" ? upright.png({ compressionLevel: 6 }) : upright.webp({ lossless: true });
}

/** sharp's errors are sentences; what they mean for a person is one of few things. */
async function decode<Result>(input: Buffer, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof PictureRefusal) throw cause;
    const message = cause instanceof Error ? cause.message : "";
    const isShort =
      isCutOff(input, refuseOtherFormats(input)) ||
      /premature|truncat|end of (image|file|input)|unexpected end|not enough/i.test(message);
    throw new PictureRefusal(isShort ? "truncatedPicture" : "damagedPicture", {}, { cause });
  }
}
