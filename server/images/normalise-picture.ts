import type { Metadata } from "sharp";
import { PictureRefusal } from "./picture-refusal";
import { sharp } from "./safe-sharp";
import { sniffFormat } from "./sniff-format";
import { stripJpeg, stripWebp } from "./strip-metadata";

/** 50 megapixels: a larger picture would need more memory than a shared server should give to one file. */
export const MAX_PIXELS = 50_000_000;

export type NormalisedPicture = {
  bytes: Buffer;
  mime: "image/jpeg" | "image/png" | "image/webp";
  widthPx: number;
  heightPx: number;
  /** As it came: EXIF orientation 1–8 and the size before it was applied. */
  source: { orientation: number; widthPx: number; heightPx: number };
  /** What had to change, for the report: "turnedUpright", "convertedToSrgb", "reducedTo8Bit", "firstFrameOnly". */
  changes: string[];
};

const FORMATS = { jpeg: "image/jpeg", png: "image/png", webp: "image/webp" } as const;

/**
 * Brings a picture into the one form that everything downstream relies on: upright, sRGB, 8 bits, no metadata.
 * When nothing has to change, the compressed pixels are kept as they are and only metadata is cut out, so that no
 * generation is lost; otherwise JPEG is written at quality 95 without chroma subsampling, PNG and WebP losslessly.
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
  const kept = changes.length === 0 ? await keepPixels(input, format) : undefined;
  if (kept) return { bytes: kept, mime: FORMATS[format], widthPx: width, heightPx: height, source, changes };
  const { data, info } = await decode(async () =>
    reencode(input, format).toBuffer({ resolveWithObject: true }),
  );
  return { bytes: data, mime: FORMATS[format], widthPx: info.width, heightPx: info.height, source, changes };
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
  return decode(() => sharp(input, { limitInputPixels: false }).metadata());
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

/** The stripped file, once a full decode has shown that it is whole. */
async function keepPixels(input: Buffer, format: Format): Promise<Buffer | undefined> {
  if (format === "png") return decode(() => sharp(input, STRICT).png({ compressionLevel: 6 }).toBuffer());
  const stripped = format === "jpeg" ? stripJpeg(input) : stripWebp(input);
  await decode(() =>
    sharp(input, STRICT)
      .resize(8, 8, { fit: "fill", kernel: "nearest", fastShrinkOnLoad: false })
      .raw()
      .toBuffer(),
  );
  if (!stripped) return undefined;
  const survives = await sharp(stripped, STRICT)
    .stats()
    .then(
      () => true,
      () => false,
    );
  return survives ? stripped : undefined;
}

const STRICT = { limitInputPixels: MAX_PIXELS, failOn: "warning", sequentialRead: true } as const;

function reencode(input: Buffer, format: Format) {
  const upright = sharp(input, STRICT).autoOrient().toColourspace("srgb");
  if (format === "jpeg") return upright.jpeg({ quality: 95, chromaSubsampling: "4:4:4" });
  return format === "png" ? upright.png({ compressionLevel: 6 }) : upright.webp({ lossless: true });
}

/** sharp's errors are sentences; what they mean for a person is one of few things. */
async function decode<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof PictureRefusal) throw cause;
    const message = cause instanceof Error ? cause.message : "";
    if (/pixel limit/i.test(message))
      throw new PictureRefusal("tooManyPixels", { width: 0, height: 0, megapixels: 50 }, { cause });
    if (
      /premature|truncat|end of (image|file|input)|read error|unexpected end|incomplete|not enough/i.test(
        message,
      )
    )
      throw new PictureRefusal("truncatedPicture", {}, { cause });
    throw new PictureRefusal("damagedPicture", {}, { cause });
  }
}
