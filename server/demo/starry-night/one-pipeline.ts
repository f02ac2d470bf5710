import sharp from "sharp";
import type { RawPicture } from "../painting/canvas";

/**
 * Real and generated pictures go through the same steps from here on, so that neither side carries a
 * mark of its making (arXiv 2403.17608: JPEG and size alone moved detectors by eleven points).
 */
export const OPTION_SIDE_PX = 256;
export const OPTION_QUALITY = 76;

export type Window = { left: number; top: number; side: number };

/** The scan came as a 4:4:4 JPEG; a generated picture is photographed down and passes one such round too. */
export async function photographLikeTheScan(
  canvas: RawPicture,
  size: { width: number; height: number },
): Promise<RawPicture> {
  const jpeg = await sharp(canvas.data, {
    raw: { width: canvas.widthPx, height: canvas.heightPx, channels: 3 },
  })
    .resize(size.width, size.height, { kernel: "lanczos3", fit: "fill" })
    .blur(0.45)
    .jpeg({ quality: 90, chromaSubsampling: "4:4:4" })
    .toBuffer();
  return decode(jpeg);
}

export async function decode(file: Buffer | string): Promise<RawPicture> {
  const { data, info } = await sharp(file)
    .toColourspace("srgb")
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { widthPx: info.width, heightPx: info.height, data };
}

/** Cut, scale, encode: no metadata, no profile, one quality. */
export async function cutOption(photograph: RawPicture, window: Window): Promise<Buffer> {
  return sharp(photograph.data, {
    raw: { width: photograph.widthPx, height: photograph.heightPx, channels: 3 },
  })
    .extract({ left: window.left, top: window.top, width: window.side, height: window.side })
    .resize(OPTION_SIDE_PX, OPTION_SIDE_PX, { kernel: "lanczos3" })
    .jpeg({ quality: OPTION_QUALITY, chromaSubsampling: "4:2:0", mozjpeg: false })
    .toBuffer();
}
