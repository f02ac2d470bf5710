/** Rows of pictures that fill the width at nearly one height, each keeping its shape (as on a contact sheet). */
export type GridRow<Item> = {
  heightPx: number;
  firstIndex: number;
  cells: { item: Item; widthPx: number }[];
};

type Sized = { widthPx: number; heightPx: number };

export const GAP_PX = 4;
/** Panoramas and slivers are shown as if they were no more extreme than this. */
const WIDEST = 3.2;
const NARROWEST = 0.4;

/** Breaks items into rows of `widthPx`, each about `targetPx` high; the last row is not stretched. */
export function justifiedRows<Item extends Sized>(
  items: readonly Item[],
  widthPx: number,
  targetPx: number,
): GridRow<Item>[] {
  const rows: GridRow<Item>[] = [];
  let cells: Item[] = [];
  let aspects = 0;
  let firstIndex = 0;
  function close(heightPx: number) {
    rows.push({
      heightPx,
      firstIndex,
      cells: cells.map((item) => ({ item, widthPx: aspectOf(item) * heightPx })),
    });
    firstIndex += cells.length;
    cells = [];
    aspects = 0;
  }
  for (const item of items) {
    cells.push(item);
    aspects += aspectOf(item);
    const heightPx = (widthPx - GAP_PX * (cells.length - 1)) / aspects;
    if (heightPx <= targetPx) close(heightPx);
  }
  if (cells.length > 0) close(targetPx);
  return rows;
}

function aspectOf({ widthPx, heightPx }: Sized): number {
  return Math.min(WIDEST, Math.max(NARROWEST, widthPx / heightPx));
}
