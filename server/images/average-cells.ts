export type RawPicture = {
  data: Uint8Array;
  width: number;
  height: number;
  /** 1 grey, 2 grey with alpha, 3 RGB, 4 RGB with alpha. */
  channels: number;
};

/** Cuts a picture into a grid and averages each cell: RGBA from 0 to 255, row by row, colours weighted by alpha. */
export function averageCells(picture: RawPicture, columns: number, rows: number): Float64Array {
  const out = new Float64Array(columns * rows * 4);
  for (let row = 0; row < rows; row += 1) {
    const [top, bottom] = span(row, rows, picture.height);
    for (let column = 0; column < columns; column += 1) {
      const [left, right] = span(column, columns, picture.width);
      averageInto(out, (row * columns + column) * 4, picture, { left, right, top, bottom });
    }
  }
  return out;
}

/** The pixels of a cell along one side; at least one, where cells are finer than pixels. */
function span(index: number, cells: number, size: number): [number, number] {
  const from = Math.min(size - 1, Math.floor((index * size) / cells));
  return [from, Math.max(from + 1, Math.floor(((index + 1) * size) / cells))];
}

type Cell = { left: number; right: number; top: number; bottom: number };

function averageInto(out: Float64Array, at: number, picture: RawPicture, cell: Cell): void {
  const { data, width, channels } = picture;
  const isGrey = channels < 3;
  const hasAlpha = channels === 2 || channels === 4;
  let [red, green, blue, opacity] = [0, 0, 0, 0];
  for (let y = cell.top; y < cell.bottom; y += 1) {
    for (let x = cell.left; x < cell.right; x += 1) {
      const from = (y * width + x) * channels;
      const alpha = hasAlpha ? (data[from + channels - 1] ?? 255) : 255;
      red += (data[from] ?? 0) * alpha;
      green += (data[isGrey ? from : from + 1] ?? 0) * alpha;
      blue += (data[isGrey ? from : from + 2] ?? 0) * alpha;
      opacity += alpha;
    }
  }
  const pixels = (cell.right - cell.left) * (cell.bottom - cell.top);
  if (opacity > 0) out.set([red / opacity, green / opacity, blue / opacity], at);
  out[at + 3] = opacity / pixels;
}
