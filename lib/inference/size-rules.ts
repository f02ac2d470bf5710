import type { Preprocess, SizeRule } from "../protocol/model-manifest";
import type { CropBox, Size } from "./pixels";

/** What of a picture is kept. */
export function cropBox(picture: Size, crop: Preprocess["crop"]): CropBox {
  const { width, height } = picture;
  if (crop === "none") return { left: 0, top: 0, width, height };
  const side = Math.min(width, height);
  return {
    left: Math.floor((width - side) / 2),
    top: Math.floor((height - side) / 2),
    width: side,
    height: side,
  };
}

/** The input's size for a picture of the given size (after cropping). */
export function targetSize({ width, height }: Size, rule: SizeRule): Size {
  if (rule.rule === "fixed") return { width: rule.width, height: rule.height };
  const scale = Math.min(
    rule.shortestSide / Math.min(width, height),
    rule.longestSide / Math.max(width, height),
  );
  return {
    width: Math.max(1, Math.floor(width * scale + 0.5)),
    height: Math.max(1, Math.floor(height * scale + 0.5)),
  };
}
