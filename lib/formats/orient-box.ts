type Box = { x: number; y: number; width: number; height: number };

/**
 * Carries a box from a picture as stored to the picture held upright, for EXIF orientations 1–8.
 * `raw` is the stored size. Source: CIPA DC-008 (Exif 2.32), tag 274.
 */
export function orientBox(box: Box, orientation: number, raw: { widthPx: number; heightPx: number }): Box {
  const { x, y, width, height } = box;
  const right = raw.widthPx - x - width;
  const below = raw.heightPx - y - height;
  switch (orientation) {
    case 2:
      return { x: right, y, width, height };
    case 3:
      return { x: right, y: below, width, height };
    case 4:
      return { x, y: below, width, height };
    case 5:
      return { x: y, y: x, width: height, height: width };
    case 6:
      return { x: below, y: x, width: height, height: width };
    case 7:
      return { x: below, y: right, width: height, height: width };
    case 8:
      return { x: y, y: right, width: height, height: width };
    default:
      return box;
  }
}
