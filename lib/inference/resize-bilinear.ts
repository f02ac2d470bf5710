import type { Pixels, Size } from "./pixels";

/** Coefficients are whole numbers of 2⁻²²: 32 bits less 8 for the pixel and 2 of head room. */
const PRECISION_BITS = 22;
const HALF = 1 << (PRECISION_BITS - 1);

/** For each output position: which input positions it reads and with which fixed-point weights. */
type Taps = { first: Int32Array; count: Int32Array; weights: Int32Array; perOutput: number };

/**
 * Resizes with the antialiased triangle filter exactly as Pillow does on 8-bit images (`Resample.c`): weights
 * rounded to fixed point, two passes, each rounded to 8 bits. Equal byte for byte to Pillow 13's
 * `Image.resize(size, BILINEAR)`. Returns R G B.
 */
export function resizeBilinear(source: Pixels, size: Size): Pixels {
  if (isColumnsFirst(source, size)) return resizeRows(resizeColumns(source, size.height), size.width);
  return resizeColumns(resizeRows(source, size.width), size.height);
}

/** Since Pillow 13 a picture that shrinks much more in height than in width is resized vertically first (#9549). */
function isColumnsFirst(source: Size, size: Size): boolean {
  return size.height < source.height && source.height - size.height > 2 * (source.width - size.width);
}

function resizeRows(source: Pixels, width: number): Pixels {
  if (source.width === width) return dropFourth(source);
  const { height, channels } = source;
  const taps = triangleTaps(source.width, width);
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y += 1) {
    const row = y * source.width * channels;
    for (let x = 0; x < width; x += 1, to += 3) {
      writeSum({
        source: source.data,
        from: row + at(taps.first, x) * channels,
        step: channels,
        taps,
        position: x,
        data,
        to,
      });
    }
  }
  return { data, width, height, channels: 3 };
}

function resizeColumns(source: Pixels, height: number): Pixels {
  if (source.height === height) return dropFourth(source);
  const { width, channels } = source;
  const taps = triangleTaps(source.height, height);
  const data = new Uint8Array(width * height * 3);
  const step = width * channels;
  for (let y = 0, to = 0; y < height; y += 1) {
    const top = at(taps.first, y) * step;
    for (let x = 0; x < width; x += 1, to += 3) {
      writeSum({ source: source.data, from: top + x * channels, step, taps, position: y, data, to });
    }
  }
  return { data, width, height, channels: 3 };
}

type Sum = {
  source: Pixels["data"];
  from: number;
  step: number;
  taps: Taps;
  position: number;
  data: Uint8Array;
  to: number;
};

/** One output pixel: the weighted sum of its inputs, rounded and cut to 0–255. */
function writeSum({ source, from, step, taps, position, data, to }: Sum): void {
  let red = HALF;
  let green = HALF;
  let blue = HALF;
  const offset = position * taps.perOutput;
  const count = at(taps.count, position);
  for (let tap = 0, pixel = from; tap < count; tap += 1, pixel += step) {
    const weight = at(taps.weights, offset + tap);
    red += at(source, pixel) * weight;
    green += at(source, pixel + 1) * weight;
    blue += at(source, pixel + 2) * weight;
  }
  data[to] = clip8(red);
  data[to + 1] = clip8(green);
  data[to + 2] = clip8(blue);
}

function clip8(sum: number): number {
  const value = sum >> PRECISION_BITS;
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

function triangleTaps(inputLength: number, outputLength: number): Taps {
  const scale = inputLength / outputLength;
  const support = Math.max(1, scale);
  const perOutput = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(outputLength);
  const count = new Int32Array(outputLength);
  const weights = new Int32Array(outputLength * perOutput);
  const exact = new Float64Array(perOutput);
  for (let position = 0; position < outputLength; position += 1) {
    const centre = (position + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const length = Math.min(inputLength, Math.trunc(centre + support + 0.5)) - start;
    let sum = 0;
    for (let tap = 0; tap < length; tap += 1) {
      const weight = Math.max(0, 1 - Math.abs((start + tap - centre + 0.5) * (1 / support)));
      exact[tap] = weight;
      sum += weight;
    }
    for (let tap = 0; tap < length; tap += 1) {
      const weight = sum === 0 ? at(exact, tap) : at(exact, tap) / sum;
      weights[position * perOutput + tap] = Math.trunc(0.5 + weight * 2 ** PRECISION_BITS);
    }
    first[position] = start;
    count[position] = length;
  }
  return { first, count, weights, perOutput };
}

function dropFourth(source: Pixels): Pixels {
  if (source.channels === 3) return source;
  const { width, height } = source;
  const data = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < data.length; from += 4, to += 3) {
    data[to] = at(source.data, from);
    data[to + 1] = at(source.data, from + 1);
    data[to + 2] = at(source.data, from + 2);
  }
  return { data, width, height, channels: 3 };
}

/** Indices here are always inside; the compiler cannot know. */
function at(values: Uint8Array | Uint8ClampedArray | Int32Array | Float64Array, index: number): number {
  return values[index] ?? 0;
}
