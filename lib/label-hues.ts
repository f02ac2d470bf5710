/**
 * The twelve hues of labels: Okabe and Ito's seven colours and five of Tol's muted and light sets, the
 * ordering chosen so that neighbours stay apart for colour-blind eyes, darkened or lightened until each keeps
 * 3:1 against its ground. Colour is never the only signal: every hue also has a letter and a dash pattern.
 *
 * Sources: M. Okabe, K. Ito, "Color Universal Design" (2008); P. Tol, "Colour Schemes" (SRON/EPS/TN/09-002).
 */
export interface LabelHue {
  readonly name: string;
  /** Second signal in lists and on chips. */
  readonly letter: string;
  /** Hex on paper (light theme) and over bright pictures. */
  readonly paper: string;
  /** Hex on night (dark theme) and over dark pictures. */
  readonly night: string;
  /** Second signal on outlines: a canvas line-dash pattern in screen pixels; empty is solid. */
  readonly dashPx: readonly number[];
}

export const LABEL_HUES = [
  { name: "blue", letter: "A", paper: "#0072b2", night: "#3d9be0", dashPx: [] },
  { name: "orange", letter: "B", paper: "#b36b00", night: "#e69f00", dashPx: [10, 4] },
  { name: "green", letter: "C", paper: "#00825f", night: "#19b98a", dashPx: [4, 4] },
  { name: "purple", letter: "D", paper: "#b0578a", night: "#cc79a7", dashPx: [12, 4, 3, 4] },
  { name: "yellow", letter: "E", paper: "#877a00", night: "#f0e442", dashPx: [2, 3] },
  { name: "indigo", letter: "F", paper: "#332288", night: "#9a8cf0", dashPx: [16, 5] },
  { name: "vermilion", letter: "G", paper: "#d55e00", night: "#f07a28", dashPx: [8, 3, 2, 3, 2, 3] },
  { name: "sky", letter: "H", paper: "#2f86bd", night: "#56b4e9", dashPx: [6, 6] },
  { name: "wine", letter: "I", paper: "#882255", night: "#d95f9a", dashPx: [14, 3, 6, 3] },
  { name: "teal", letter: "J", paper: "#2a857a", night: "#44aa99", dashPx: [3, 7] },
  { name: "olive", letter: "K", paper: "#6b6b1a", night: "#b5b53c", dashPx: [20, 3, 2, 3] },
  { name: "rose", letter: "L", paper: "#b04a58", night: "#ee99aa", dashPx: [8, 8, 2, 8] },
] as const satisfies readonly LabelHue[];

/** The hue of a label's stored index; any integer is valid and wraps around the twelve. */
export function labelHue(index: number): LabelHue {
  const size = LABEL_HUES.length;
  return LABEL_HUES[((Math.trunc(index) % size) + size) % size] ?? LABEL_HUES[0];
}

/** Black or white, whichever reads better on a hex colour; at least 4.5:1 on any (WCAG 2.2 relative luminance). */
export function inkOn(hex: string): "#000000" | "#ffffff" {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  // (L + 0.05) / 0.05 = 1.05 / (L + 0.05) at L = √(1.05 · 0.05) − 0.05.
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.1791 ? "#000000" : "#ffffff";
}
