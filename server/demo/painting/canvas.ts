export type Rgb = readonly [red: number, green: number, blue: number];

/** 8-bit RGB, row-major. */
export type RawPicture = { widthPx: number; heightPx: number; data: Uint8Array };

/**
 * Wet paint: colour (0–255) and thickness per pixel. `scale` is pixels per unit of the scene, so that a
 * painting is made larger than its scan and then photographed down.
 */
export type Canvas = {
  widthPx: number;
  heightPx: number;
  scale: number;
  colour: Float32Array;
  thickness: Float32Array;
  /** The last stroke that touched each pixel; a stroke covers a pixel once. */
  lastStroke: Uint32Array;
  strokes: number;
  /** When set, a stroke stays on pixels whose region equals that of its start. */
  regions: Uint8Array | null;
};

export function blankCanvas(size: { width: number; height: number; scale: number; ground: Rgb }): Canvas {
  const widthPx = Math.round(size.width * size.scale);
  const heightPx = Math.round(size.height * size.scale);
  const pixels = widthPx * heightPx;
  const colour = new Float32Array(pixels * 3);
  for (let pixel = 0; pixel < pixels; pixel++) colour.set(size.ground, pixel * 3);
  return {
    widthPx,
    heightPx,
    scale: size.scale,
    colour,
    thickness: new Float32Array(pixels),
    lastStroke: new Uint32Array(pixels),
    strokes: 0,
    regions: null,
  };
}
