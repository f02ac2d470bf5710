/** 8-bit pixels, row by row, interleaved: 3 channels (R G B) or 4 (R G B and one to ignore). */
export type Pixels = { data: Uint8Array | Uint8ClampedArray; width: number; height: number; channels: 3 | 4 };

export type Size = { width: number; height: number };
export type CropBox = { left: number; top: number; width: number; height: number };
