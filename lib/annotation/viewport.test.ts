import fc from "fast-check";
import { expect, test } from "vitest";
import { imagePoint, imageSize, screenPoint, screenSize } from "./coordinates";
import {
  fitViewport,
  keepInView,
  MAX_SCALE,
  MIN_SCALE,
  panBy,
  toImage,
  toScreen,
  visibleBox,
  zoomAbout,
} from "./viewport";

const image = imageSize(4000, 3000);
const screen = screenSize(1200, 800);
const aViewport = fc
  .tuple(
    fc.double({ min: MIN_SCALE, max: MAX_SCALE, noNaN: true }),
    fc.integer({ min: -5000, max: 5000 }),
    fc.integer({ min: -5000, max: 5000 }),
  )
  .map(([scale, x, y]) => ({ scale, offset: screenPoint(x, y) }));
const aPoint = fc
  .tuple(fc.integer({ min: 0, max: 1200 }), fc.integer({ min: 0, max: 800 }))
  .map(([x, y]) => screenPoint(x, y));

test("screen to picture and back is the same place", () => {
  fc.assert(
    fc.property(aViewport, aPoint, (view, point) => {
      const back = toScreen(view, toImage(view, point));
      expect(back.x).toBeCloseTo(point.x, 6);
      expect(back.y).toBeCloseTo(point.y, 6);
    }),
  );
});

test("zooming keeps what is under the pointer under the pointer, and the scale within bounds", () => {
  fc.assert(
    fc.property(aViewport, aPoint, fc.double({ min: 0.05, max: 20, noNaN: true }), (view, anchor, factor) => {
      const zoomed = zoomAbout(view, factor, anchor);
      const before = toImage(view, anchor);
      const after = toImage(zoomed, anchor);
      expect(Math.abs(after.x - before.x)).toBeLessThan(1e-5 * Math.max(1, Math.abs(before.x)));
      expect(zoomed.scale).toBeGreaterThanOrEqual(MIN_SCALE);
      expect(zoomed.scale).toBeLessThanOrEqual(MAX_SCALE);
    }),
  );
});

test("a fitted picture is wholly in view, in the middle", () => {
  const view = fitViewport(image, screen);
  const seen = visibleBox(view, screen);
  expect(seen.x).toBeLessThanOrEqual(0);
  expect(seen.y).toBeLessThanOrEqual(0);
  expect(seen.x + seen.width).toBeGreaterThanOrEqual(image.width);
  expect(toScreen(view, imagePoint(2000, 1500))).toEqual({ x: 600, y: 400 });
});

test("however far one pans, some of the picture can be brought back into view", () => {
  fc.assert(
    fc.property(aViewport, fc.integer(), fc.integer(), (view, x, y) => {
      const kept = keepInView(panBy(view, screenPoint(x, y)), image, screen);
      const seen = visibleBox(kept, screen);
      expect(seen.x).toBeLessThan(image.width);
      expect(seen.x + seen.width).toBeGreaterThan(0);
      expect(seen.y).toBeLessThan(image.height);
      expect(seen.y + seen.height).toBeGreaterThan(0);
    }),
  );
});
