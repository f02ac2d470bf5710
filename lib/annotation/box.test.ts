import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  boundingBox,
  boxBetween,
  boxContains,
  clipBox,
  HANDLES,
  handlePoint,
  intersectionOverUnion,
  MIN_SIDE_PX,
  moveBox,
  resizeBox,
  roundBox,
} from "./box";
import { imageBox, imagePoint, imageSize } from "./coordinates";

const image = imageSize(640, 480);
const coordinate = fc.double({ min: -1000, max: 2000, noNaN: true });
const side = fc.double({ min: 0.5, max: 800, noNaN: true });
const anyBox = fc
  .tuple(coordinate, coordinate, side, side)
  .map(([x, y, width, height]) => imageBox(x, y, width, height));
const insideBox = fc
  .tuple(
    fc.double({ min: 0, max: 600, noNaN: true }),
    fc.double({ min: 0, max: 440, noNaN: true }),
    fc.double({ min: 1, max: 40, noNaN: true }),
    fc.double({ min: 1, max: 40, noNaN: true }),
  )
  .map(([x, y, width, height]) => imageBox(x, y, width, height));

describe("clipping", () => {
  test("a clipped box lies in the picture, and clipping again changes nothing", () => {
    fc.assert(
      fc.property(anyBox, (box) => {
        const clipped = clipBox(box, image);
        if (!clipped) return;
        expect(clipped.x).toBeGreaterThanOrEqual(0);
        expect(clipped.y).toBeGreaterThanOrEqual(0);
        expect(clipped.x + clipped.width).toBeLessThanOrEqual(image.width + 1e-9);
        expect(clipped.y + clipped.height).toBeLessThanOrEqual(image.height + 1e-9);
        const again = clipBox(clipped, image);
        expect(again?.width).toBeCloseTo(clipped.width, 9);
        expect(again?.height).toBeCloseTo(clipped.height, 9);
      }),
    );
  });

  test("a box inside passes through to the last bit", () => {
    fc.assert(fc.property(insideBox, (box) => void expect(clipBox(box, image)).toEqual(box)));
  });

  test("a box outside, or with next to nothing inside, is refused", () => {
    expect(clipBox(imageBox(640, 10, 20, 20), image)).toBeNull();
    expect(clipBox(imageBox(-20, 10, 20, 20), image)).toBeNull();
    expect(clipBox(imageBox(10, 10, MIN_SIDE_PX / 2, 20), image)).toBeNull();
  });
});

describe("moving and resizing", () => {
  test("a moved box keeps its size and stays in the picture", () => {
    fc.assert(
      fc.property(insideBox, coordinate, coordinate, (box, x, y) => {
        const moved = moveBox(box, imagePoint(x, y), image);
        expect([moved.width, moved.height]).toEqual([box.width, box.height]);
        expect(moved.x).toBeGreaterThanOrEqual(0);
        expect(moved.x + moved.width).toBeLessThanOrEqual(image.width + 1e-9);
      }),
    );
  });

  test("dragging a handle moves its own edges and leaves the opposite ones", () => {
    fc.assert(
      fc.property(insideBox, fc.constantFrom(...HANDLES), coordinate, coordinate, (box, handle, x, y) => {
        const resized = resizeBox(box, handle, imagePoint(x, y));
        if (!/[we]/.test(handle)) expect(resized.width).toBeCloseTo(box.width, 6);
        if (!/[ns]/.test(handle)) expect(resized.height).toBeCloseTo(box.height, 6);
        expect(boxContains(resized, handlePoint(box, opposite(handle)), 1e-6)).toBe(true);
      }),
    );
  });

  test("a handle put where it is changes nothing", () => {
    fc.assert(
      fc.property(insideBox, fc.constantFrom(...HANDLES), (box, handle) => {
        const same = resizeBox(box, handle, handlePoint(box, handle));
        expect(intersectionOverUnion(same, box)).toBeCloseTo(1, 6);
      }),
    );
  });

  function opposite(handle: (typeof HANDLES)[number]) {
    return HANDLES[(HANDLES.indexOf(handle) + 4) % 8] ?? handle;
  }
});

test("two corners make the same box in any order", () => {
  const [a, b] = [imagePoint(30, 5), imagePoint(10, 25)];
  expect(boxBetween(a, b)).toEqual(imageBox(10, 5, 20, 20));
  expect(boxBetween(b, a)).toEqual(boxBetween(a, b));
});

describe("intersection over union", () => {
  test("is 1 for a box and itself, 0 for strangers, and the same both ways", () => {
    fc.assert(
      fc.property(insideBox, insideBox, (a, b) => {
        expect(intersectionOverUnion(a, a)).toBeCloseTo(1, 9);
        expect(intersectionOverUnion(a, b)).toBeCloseTo(intersectionOverUnion(b, a), 12);
        expect(intersectionOverUnion(a, b)).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
    expect(intersectionOverUnion(imageBox(0, 0, 10, 10), imageBox(10, 0, 10, 10))).toBe(0);
  });

  test("of two halves of a square that share a quarter is a third", () => {
    expect(intersectionOverUnion(imageBox(0, 0, 10, 10), imageBox(5, 0, 10, 10))).toBeCloseTo(1 / 3, 12);
  });
});

test("the bounding box of boxes contains each, and of none there is none", () => {
  expect(boundingBox([])).toBeNull();
  expect(boundingBox([imageBox(1, 2, 3, 4), imageBox(10, 0, 5, 3)])).toEqual(imageBox(1, 0, 14, 6));
});

test("rounding to hundredths moves no edge by more than a hundredth", () => {
  fc.assert(
    fc.property(insideBox, (box) => {
      const rounded = roundBox(box);
      expect(Math.abs(rounded.x - box.x)).toBeLessThanOrEqual(0.00501);
      expect(Math.abs(rounded.x + rounded.width - box.x - box.width)).toBeLessThanOrEqual(0.0101);
    }),
  );
});
