import type { Preprocess } from "../protocol/model-manifest";
import type { CropBox, Pixels } from "./pixels";
import { resizeBilinear } from "./resize-bilinear";
import { cropBox, targetSize } from "./size-rules";

/** A model's input with what is needed to find its places in the picture again. */
export type PreparedInput = {
  /** float32 [1, 3, height, width] in [0, 1]. */
  tensor: Float32Array<ArrayBuffer>;
  width: number;
  height: number;
  /** The part of the picture that the input shows, in picture pixels. */
  crop: CropBox;
};

/**
 * From decoded pixels to the input tensor, byte for byte as the trainer does it: crop, resize, divide by 255,
 * channels first (`lib/protocol/model-manifest.ts` has the steps). Mean and deviation are in the graph.
 */
export function prepareInput(picture: Pixels, preprocess: Preprocess): PreparedInput {
  const crop = cropBox(picture, preprocess.crop);
  const resized = resizeBilinear(cropPixels(picture, crop), targetSize(crop, preprocess.size));
  return { tensor: toTensor(resized), width: resized.width, height: resized.height, crop };
}

/** Every byte's float32 value of byte / 255. */
const UNIT = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** float32 [3, height, width] in [0, 1] of R G B pixels. */
export function toTensor(pixels: Pixels): Float32Array<ArrayBuffer> {
  const plane = pixels.width * pixels.height;
  const tensor = new Float32Array(plane * 3);
  for (let index = 0, from = 0; index < plane; index += 1, from += pixels.channels) {
    tensor[index] = UNIT[pixels.data[from] ?? 0] ?? 0;
    tensor[index + plane] = UNIT[pixels.data[from + 1] ?? 0] ?? 0;
    tensor[index + plane * 2] = UNIT[pixels.data[from + 2] ?? 0] ?? 0;
  }
  return tensor;
}

/** Copies a part of a picture. */
export function cropPixels(picture: Pixels, box: CropBox): Pixels {
  if (box.width === picture.width && box.height === picture.height) return picture;
  const { channels } = picture;
  const data = new Uint8Array(box.width * box.height * channels);
  for (let y = 0; y < box.height; y += 1) {
    const from = ((box.top + y) * picture.width + box.left) * channels;
    data.set(picture.data.subarray(from, from + box.width * channels), y * box.width * channels);
  }
  return { data, width: box.width, height: box.height, channels };
}
