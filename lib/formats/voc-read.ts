import { type Decimal, decimalToNumber, parseDecimal, subtractDecimals } from "./exact-decimal";
import type { FormatNote, ImportedAttributes, ImportedBox } from "./imported-annotation";

/** A Pascal VOC element as any XML reader can give it: names, text and children, nothing resolved. */
export type XmlElement = { name: string; text: string; children: XmlElement[] };

export type VocObject = {
  label: string;
  /** xmin, ymin, xmax, ymax as written. */
  corners: readonly [Decimal, Decimal, Decimal, Decimal];
  attributes: ImportedAttributes;
};

export type VocAnnotation = {
  folder: string;
  fileName: string;
  /** The size that the file claims; null when missing or not a number. */
  widthPx: number | null;
  heightPx: number | null;
  /** Whether it was written by Atelier, which says how it counts pixels. */
  origin: "one" | "unknown";
  objects: VocObject[];
  notes: FormatNote[];
};

/** How an archive counts pixels. "one": the first pixel is 1 and xmax lies inside the box; "zero": 0 and beyond it. */
export type VocOrigin = "one" | "zero";

export const VOC_ORIGIN_MARK = "Atelier; first pixel is 1";

const ONE: Decimal = { digits: 1n, places: 0 };

/**
 * Maps an `<annotation>` element. Objects without a name or a readable box are left out with a note; nested parts
 * and actions are noted, never read as objects. Source: PASCAL VOC development kit, "Annotations".
 */
export function readVocAnnotation(root: XmlElement): VocAnnotation {
  const size = child(root, "size");
  const notes: FormatNote[] = [];
  const objects: VocObject[] = [];
  for (const element of root.children) {
    if (element.name !== "object") continue;
    const object = readObject(element, notes);
    if (object) objects.push(object);
  }
  return {
    folder: childText(root, "folder"),
    fileName: childText(root, "filename"),
    widthPx: positiveInteger(size && childText(size, "width")),
    heightPx: positiveInteger(size && childText(size, "height")),
    origin: childText(child(root, "source"), "annotation") === VOC_ORIGIN_MARK ? "one" : "unknown",
    objects,
    notes,
  };
}

/**
 * Which origin an archive uses. The specification says 1-based and inclusive; a corner below 1 proves that the
 * program which wrote the archive counted from 0, and then all its files did.
 */
export function vocOriginOf(annotations: Iterable<VocAnnotation>): VocOrigin {
  for (const { origin, objects } of annotations) {
    if (origin === "one") continue;
    if (objects.some(({ corners }) => decimalToNumber(corners[0]) < 1 || decimalToNumber(corners[1]) < 1))
      return "zero";
  }
  return "one";
}

/** The object's box in 0-based float pixels; width and height may come out ≤ 0 and are the caller's to refuse. */
export function vocBox(object: VocObject, origin: VocOrigin): ImportedBox {
  const [xmin, ymin, xmax, ymax] = object.corners;
  const x = origin === "one" ? subtractDecimals(xmin, ONE) : xmin;
  const y = origin === "one" ? subtractDecimals(ymin, ONE) : ymin;
  return {
    label: object.label,
    x: decimalToNumber(x),
    y: decimalToNumber(y),
    width: decimalToNumber(subtractDecimals(xmax, x)),
    height: decimalToNumber(subtractDecimals(ymax, y)),
    attributes: object.attributes,
  };
}

/** Lines of an ImageSets list: the stems it names; a class list's "-1" lines name a picture all the same. */
export function readVocImageSet(text: string): string[] {
  const stems: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const match = /^(.+?)(?:\s+-?[01])?\s*$/.exec(line.trim());
    if (match?.[1]) stems.push(match[1]);
  }
  return stems;
}

function readObject(element: XmlElement, notes: FormatNote[]): VocObject | undefined {
  const label = childText(element, "name");
  if (label === "") return void notes.push({ reason: "objectWithoutName" });
  if (child(element, "part")) notes.push({ reason: "partsNotRead", args: { label } });
  if (child(element, "actions")) notes.push({ reason: "actionsNotRead", args: { label } });
  const box = child(element, "bndbox");
  const corners = (["xmin", "ymin", "xmax", "ymax"] as const).map((name) =>
    parseDecimal(childText(box, name)),
  );
  const [xmin, ymin, xmax, ymax] = corners;
  if (!xmin || !ymin || !xmax || !ymax) return void notes.push({ reason: "boxUnreadable", args: { label } });
  return { label, corners: [xmin, ymin, xmax, ymax], attributes: readAttributes(element) };
}

function readAttributes(element: XmlElement): ImportedAttributes {
  const attributes: ImportedAttributes = {};
  for (const flag of ["difficult", "truncated", "occluded"] as const) {
    const text = childText(element, flag);
    if (text !== "") attributes[flag] = text === "1" || text.toLowerCase() === "true";
  }
  const pose = childText(element, "pose");
  if (pose !== "") attributes.pose = pose.slice(0, 200);
  return attributes;
}

function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((one) => one.name === name);
}

function childText(element: XmlElement | undefined, name: string): string {
  return child(element, name)?.text.trim() ?? "";
}

function positiveInteger(text: string | undefined): number | null {
  const value = Number(text);
  return text && Number.isInteger(value) && value > 0 ? value : null;
}
