import { cleanText, labelName } from "@/lib/formats/clean-text";
import { clipBox } from "@/lib/formats/clip-box";
import type { ImportedAttributes, ImportedBox } from "@/lib/formats/imported-annotation";
import { orientBox } from "@/lib/formats/orient-box";
import type { ImportReport } from "./import-report";
import type { BoxSet } from "./plan-import";

export type PictureFrame = {
  widthPx: number;
  heightPx: number;
  /** How the file was stored: boxes of a program that ignored EXIF are in that frame. */
  source: { orientation: number; widthPx: number; heightPx: number };
};

export type PlacedBox = {
  label: string;
  x: number;
  y: number;
  width: number;
  height: number;
  attributes: ImportedAttributes;
};

/**
 * Brings a picture's boxes into its upright frame and inside its edges, and drops what several files say alike.
 * Rules: a claimed size that is the stored size with sides swapped means boxes in the stored frame; a box that
 * sticks out is cut at the edge; one wholly outside or without area is left out. Each is reported.
 */
export function placeBoxes(
  picture: { boxSets: readonly BoxSet[] },
  frame: PictureFrame,
  log: ImportReport,
): PlacedBox[] {
  const seen = new Map<string, number>();
  const placed: PlacedBox[] = [];
  for (const set of picture.boxSets) {
    const inSet = new Map<string, number>();
    const isStoredFrame = claimsStoredFrame(set, frame);
    if (!isStoredFrame) noteOtherSize(set, frame, log);
    for (const box of set.boxes) {
      log.report.annotations.read += 1;
      const upright = isStoredFrame
        ? { ...box, ...orientBox(box, frame.source.orientation, frame.source) }
        : box;
      const fitted = fit(upright, set.file, frame, log);
      if (!fitted) continue;
      // The n-th equal box of this file is the n-th of another: COCO repeats its boxes in several files.
      const key = JSON.stringify([fitted.label, fitted.x, fitted.y, fitted.width, fitted.height]);
      const nth = (inSet.get(key) ?? 0) + 1;
      inSet.set(key, nth);
      if (nth <= (seen.get(key) ?? 0)) log.report.annotations.known += 1;
      else placed.push(fitted);
    }
    for (const [key, count] of inSet) seen.set(key, Math.max(count, seen.get(key) ?? 0));
  }
  return placed;
}

function claimsStoredFrame(set: BoxSet, { source, widthPx, heightPx }: PictureFrame): boolean {
  const isTurned = source.orientation >= 5 && widthPx !== heightPx;
  return isTurned && set.widthPx === source.widthPx && set.heightPx === source.heightPx;
}

function noteOtherSize(set: BoxSet, frame: PictureFrame, log: ImportReport): void {
  if (set.widthPx === null || set.heightPx === null || set.boxes.length === 0) return;
  if (set.widthPx === frame.widthPx && set.heightPx === frame.heightPx) return;
  const args = { claimed: `${set.widthPx}×${set.heightPx}`, true: `${frame.widthPx}×${frame.heightPx}` };
  log.change({ file: set.file, reason: "sizeDiffers", args });
}

function fit(box: ImportedBox, file: string, frame: PictureFrame, log: ImportReport): PlacedBox | undefined {
  const label = labelName(box.label);
  const args = { label: label.slice(0, 80) };
  const clipped = clipBox(box, frame);
  const refusal = label === "" ? "labelEmpty" : REFUSALS[clipped.kind];
  if (refusal || !("box" in clipped)) {
    log.report.annotations.skipped += 1;
    log.skip({ file, reason: refusal ?? "boxEmpty", args });
    return undefined;
  }
  if (clipped.kind === "clipped") {
    log.report.annotations.changed += 1;
    log.change({ file, reason: "boxClipped", args });
  }
  const { x, y, width, height } = clipped.box;
  return { label, x, y, width, height, attributes: storableAttributes(box.attributes) };
}

/** Line breaks of a value are kept; what Postgres cannot hold is not. */
function storableAttributes(attributes: ImportedAttributes): ImportedAttributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      cleanText(name, 64),
      typeof value === "string" ? value.toWellFormed().replaceAll("\0", "") : value,
    ]),
  );
}

const REFUSALS: Partial<Record<string, string>> = { outside: "boxOutside", empty: "boxEmpty" };
