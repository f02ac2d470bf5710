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
  placeMoved,
  placeResized,
  placingStep,
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

describe("what a hand lets go", () => {
  const aStep = fc.constantFrom(0.01, 1);
  const drag = fc.tuple(
    fc.double({ min: -700, max: 700, noNaN: true }),
    fc.double({ min: -700, max: 700, noNaN: true }),
  );

  test("pixels count as wholes from where they can be told apart", () => {
    expect(placingStep(1)).toBe(0.01);
    expect(placingStep(32)).toBe(1);
  });

  test("a moved box keeps its size, stays inside, and moved by whole steps unless an edge stopped it", () => {
    fc.assert(
      fc.property(insideBox, drag, aStep, (box, [x, y], step) => {
        const moved = placeMoved(box, imageBox(box.x + x, box.y + y, box.width, box.height), { image, step });
        expect([moved.width, moved.height]).toEqual([box.width, box.height]);
        expect(moved.x).toBeGreaterThanOrEqual(0);
        expect(moved.x + moved.width).toBeLessThanOrEqual(image.width + 1e-9);
        const isStopped = moved.x === 0 || Math.abs(moved.x + moved.width - image.width) < 1e-9;
        const steps = (moved.x - box.x) / step;
        expect(isStopped || Math.abs(steps - Math.round(steps)) < 1e-6).toBe(true);
      }),
    );
  });

  test("a resized box moves only the edges that were dragged, and they lie on steps, inside and apart", () => {
    fc.assert(
      fc.property(insideBox, drag, aStep, fc.constantFrom(...HANDLES), (box, [x, y], step, handle) => {
        const from = handlePoint(box, handle);
        const to = resizeBox(box, handle, imagePoint(from.x + x, from.y + y));
        // Fabric stops at the opposite side instead of turning the box over.
        fc.pre(handle.includes("w") ? x < box.width : !handle.includes("e") || -x < box.width);
        fc.pre(handle.startsWith("n") ? y < box.height : !handle.startsWith("s") || -y < box.height);
        const placed = placeResized(box, to, { image, step });
        if (!handle.includes("w")) expect(placed.x).toBe(box.x);
        if (!handle.includes("e")) expect(placed.x + placed.width).toBeCloseTo(box.x + box.width, 9);
        if (!handle.startsWith("n")) expect(placed.y).toBe(box.y);
        expect(placed.x).toBeGreaterThanOrEqual(0);
        expect(placed.x + placed.width).toBeLessThanOrEqual(image.width + 1e-9);
        expect(Math.min(placed.width, placed.height)).toBeGreaterThanOrEqual(MIN_SIDE_PX - 1e-9);
      }),
    );
  });

  test("at pixel zoom a corner dropped near a pixel's corner lands on it", () => {
    const placed = placeResized(imageBox(10, 10, 5, 5), imageBox(10, 10, 7.4, 3.6), { image, step: 1 });
    expect(placed).toEqual(imageBox(10, 10, 7, 4));
    expect(roundBox(imageBox(3.4, 3.6, 0.2, 0.1), 1)).toEqual(imageBox(3, 4, 1, 1));
  });
});
