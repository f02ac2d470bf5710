import { addDecimals, type Decimal, decimalOf, formatDecimal } from "./exact-decimal";
import type { ImportedBox } from "./imported-annotation";
import { VOC_ORIGIN_MARK } from "./voc-read";

export type VocPicture = {
  folder: string;
  fileName: string;
  widthPx: number;
  heightPx: number;
  boxes: readonly ImportedBox[];
};

const ONE: Decimal = { digits: 1n, places: 0 };

/**
 * Writes one Pascal VOC annotation file: corners 1-based and inclusive as the specification has them, in exact
 * decimals, so that reading returns every number unchanged.
 */
export function writeVocAnnotation(picture: VocPicture): string {
  const lines = [
    "<annotation>",
    `\t<folder>${escapeXml(picture.folder)}</folder>`,
    `\t<filename>${escapeXml(picture.fileName)}</filename>`,
    `\t<source><database>Atelier</database><annotation>${VOC_ORIGIN_MARK}</annotation></source>`,
    `\t<size><width>${picture.widthPx}</width><height>${picture.heightPx}</height><depth>3</depth></size>`,
    "\t<segmented>0</segmented>",
    ...picture.boxes.flatMap(objectLines),
    "</annotation>",
  ];
  return `${lines.join("\n")}\n`;
}

function objectLines(box: ImportedBox): string[] {
  const { pose, truncated, difficult, occluded } = box.attributes;
  return [
    "\t<object>",
    `\t\t<name>${escapeXml(box.label)}</name>`,
    ...(pose === undefined ? [] : [`\t\t<pose>${escapeXml(String(pose))}</pose>`]),
    ...flagLine("truncated", truncated),
    ...flagLine("difficult", difficult),
    ...flagLine("occluded", occluded),
    `\t\t<bndbox>${corners(box)}</bndbox>`,
    "\t</object>",
  ];
}

function flagLine(name: string, value: string | number | boolean | undefined): string[] {
  return value === undefined
    ? []
    : [`\t\t<${name}>${value === true || value === 1 || value === "1" ? 1 : 0}</${name}>`];
}

function corners({ x, y, width, height }: ImportedBox): string {
  const [left, top] = [decimalOf(x), decimalOf(y)];
  return [
    `<xmin>${formatDecimal(addDecimals(left, ONE))}</xmin>`,
    `<ymin>${formatDecimal(addDecimals(top, ONE))}</ymin>`,
    `<xmax>${formatDecimal(addDecimals(left, decimalOf(width)))}</xmax>`,
    `<ymax>${formatDecimal(addDecimals(top, decimalOf(height)))}</ymax>`,
  ].join("");
}

/** Escapes text for XML and leaves out what XML 1.0 cannot hold (control characters, lone surrogates). */
export function escapeXml(text: string): string {
  const escapes: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
  };
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[&<>"\t\n\r]/g, (character) => escapes[character] ?? character);
}
