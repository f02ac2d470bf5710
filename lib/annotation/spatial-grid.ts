import { boxArea, boxContains, boxesOverlap } from "./box";
import type { ImageBox, ImagePoint, ImageSize } from "./coordinates";

const CELLS_ACROSS = 32;

/** Finds boxes by place: a uniform grid over the picture, each cell holding the keys of the boxes that touch it. */
export class SpatialGrid<Key> {
  readonly #cellPx: number;
  #cells = new Map<number, Set<Key>>();
  #boxes = new Map<Key, ImageBox>();

  constructor(image: ImageSize) {
    this.#cellPx = Math.max(8, Math.max(image.width, image.height) / CELLS_ACROSS);
  }

  get size(): number {
    return this.#boxes.size;
  }

  set(key: Key, box: ImageBox): void {
    this.delete(key);
    this.#boxes.set(key, box);
    for (const cell of this.#cellsOf(box)) {
      const keys = this.#cells.get(cell) ?? new Set();
      this.#cells.set(cell, keys.add(key));
    }
  }

  delete(key: Key): void {
    const box = this.#boxes.get(key);
    if (!box) return;
    this.#boxes.delete(key);
    for (const cell of this.#cellsOf(box)) this.#cells.get(cell)?.delete(key);
  }

  clear(): void {
    this.#cells = new Map();
    this.#boxes = new Map();
  }

  /** The keys of all boxes that overlap an area, in no particular order. */
  within(area: ImageBox): Set<Key> {
    const found = new Set<Key>();
    for (const cell of this.#cellsOf(area)) {
      for (const key of this.#cells.get(cell) ?? []) {
        const box = this.#boxes.get(key);
        if (box && boxesOverlap(box, area)) found.add(key);
      }
    }
    return found;
  }

  /** The keys of the boxes under a point, the smallest box first: the one a person means. */
  at(point: ImagePoint, tolerance: number): Key[] {
    const hits: { key: Key; area: number }[] = [];
    for (const key of this.#near(point, tolerance)) {
      const box = this.#boxes.get(key);
      if (box && boxContains(box, point, tolerance)) hits.push({ key, area: boxArea(box) });
    }
    return hits.sort((a, b) => a.area - b.area).map(({ key }) => key);
  }

  #near(point: ImagePoint, tolerance: number): Set<Key> {
    const keys = new Set<Key>();
    for (const cell of this.#cellsBetween(
      point.x - tolerance,
      point.y - tolerance,
      point.x + tolerance,
      point.y + tolerance,
    )) {
      for (const key of this.#cells.get(cell) ?? []) keys.add(key);
    }
    return keys;
  }

  #cellsOf(box: ImageBox): number[] {
    return this.#cellsBetween(box.x, box.y, box.x + box.width, box.y + box.height);
  }

  // Outside the picture lies the border's cell: everything stored is inside, queries need not be.
  #cellsBetween(left: number, top: number, right: number, bottom: number): number[] {
    const cells: number[] = [];
    for (let row = this.#index(top); row <= this.#index(bottom); row += 1) {
      for (let column = this.#index(left); column <= this.#index(right); column += 1) {
        cells.push(row * (CELLS_ACROSS + 1) + column);
      }
    }
    return cells;
  }

  #index(coordinate: number): number {
    return Math.min(CELLS_ACROSS, Math.max(0, Math.floor(coordinate / this.#cellPx)));
  }
}
