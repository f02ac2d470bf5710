import { describe, expect, it } from "vitest";
import { inkOn, LABEL_HUES, labelHue } from "./label-hues";

const PAPER = "#f6f3ec";
const NIGHT = "#10131c";

describe("label hues", () => {
  it("are twelve, each with its own letter, dash pattern and colours", () => {
    expect(LABEL_HUES).toHaveLength(12);
    for (const signal of [
      LABEL_HUES.map((hue) => hue.letter),
      LABEL_HUES.map((hue) => hue.dashPx.join()),
      LABEL_HUES.map((hue) => hue.paper),
      LABEL_HUES.map((hue) => hue.night),
    ])
      expect(new Set(signal).size).toBe(12);
  });

  it.each(LABEL_HUES)("$name keeps 3:1 against paper and night", (hue) => {
    expect(contrast(hue.paper, PAPER)).toBeGreaterThanOrEqual(3);
    expect(contrast(hue.night, NIGHT)).toBeGreaterThanOrEqual(3);
  });

  it.each(LABEL_HUES)("$name carries its letter at 4.5:1", (hue) => {
    expect(contrast(inkOn(hue.paper), hue.paper)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(inkOn(hue.night), hue.night)).toBeGreaterThanOrEqual(4.5);
  });

  it("wraps any index around the twelve", () => {
    expect(labelHue(13)).toBe(LABEL_HUES[1]);
    expect(labelHue(-1)).toBe(LABEL_HUES[11]);
  });
});

// WCAG 2.2 contrast ratio of two sRGB hex colours.
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
