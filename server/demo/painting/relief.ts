import type { Canvas, RawPicture } from "./canvas";
import { clamp } from "./noise";

/** Photographs the canvas under raking light from the upper left: thick paint catches it, furrows darken. */
export function photograph(canvas: Canvas, options: { relief: number; exposure: number }): RawPicture {
  const { widthPx, heightPx } = canvas;
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let row = 0; row < heightPx; row++) {
    for (let column = 0; column < widthPx; column++) {
      const pixel = row * widthPx + column;
      const slope = thicknessAt(canvas, column + 1, row + 1) - thicknessAt(canvas, column - 1, row - 1);
      const light = options.exposure * (1 + clamp(slope * options.relief, -0.3, 0.34));
      for (let channel = 0; channel < 3; channel++) {
        data[pixel * 3 + channel] = clamp((canvas.colour[pixel * 3 + channel] ?? 0) * light, 0, 255);
      }
    }
  }
  return { widthPx, heightPx, data };
}

function thicknessAt(canvas: Canvas, column: number, row: number): number {
  const x = clamp(column, 0, canvas.widthPx - 1);
  const y = clamp(row, 0, canvas.heightPx - 1);
  return canvas.thickness[y * canvas.widthPx + x] ?? 0;
}
