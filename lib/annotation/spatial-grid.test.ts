import fc from "fast-check";
import { expect, test } from "vitest";
import { boxArea, boxContains, boxesOverlap } from "./box";
import { type ImageBox, imageBox, imagePoint, imageSize } from "./coordinates";
import { SpatialGrid } from "./spatial-grid";

const image = imageSize(640, 480);
const aBox = fc
  .tuple(
    fc.double({ min: 0, max: 630, noNaN: true }),
    fc.double({ min: 0, max: 470, noNaN: true }),
    fc.double({ min: 0.1, max: 300, noNaN: true }),
    fc.double({ min: 0.1, max: 300, noNaN: true }),
  )
  .map(([x, y, width, height]) => imageBox(x, y, width, height));
const boxes = fc.array(aBox, { maxLength: 30 });

function gridOf(list: readonly ImageBox[]) {
  const grid = new SpatialGrid<number>(image);
  list.forEach((box, key) => grid.set(key, box));
  return grid;
}

test("finds exactly the boxes that overlap an area, as looking at each would", () => {
  fc.assert(
    fc.property(boxes, aBox, (list, area) => {
      const expected = list.flatMap((box, key) => (boxesOverlap(box, area) ? [key] : []));
      expect([...gridOf(list).within(area)].sort((a, b) => a - b)).toEqual(expected);
    }),
  );
});

test("finds the boxes under a point, the smallest first", () => {
  fc.assert(
    fc.property(boxes, fc.integer({ min: 0, max: 640 }), fc.integer({ min: 0, max: 480 }), (list, x, y) => {
      const point = imagePoint(x, y);
      const hits = gridOf(list).at(point, 3);
      expect(hits.length).toBe(list.filter((box) => boxContains(box, point, 3)).length);
      const areas = hits.map((key) => boxArea(list[key] ?? imageBox(0, 0, 0, 0)));
      expect(areas).toEqual([...areas].sort((a, b) => a - b));
    }),
  );
});

test("a box that was moved or deleted is no longer where it was", () => {
  const grid = gridOf([imageBox(10, 10, 20, 20), imageBox(15, 15, 20, 20)]);
  grid.set(0, imageBox(400, 400, 20, 20));
  grid.delete(1);
  expect(grid.at(imagePoint(18, 18), 0)).toEqual([]);
  expect(grid.at(imagePoint(410, 410), 0)).toEqual([0]);
  expect(grid.size).toBe(1);
});
