/**
 * Text out of somebody's file in a form that can be stored, compared and shown: composed (NFC), of whole characters,
 * with white space for control characters, at most `maxLength` UTF-16 units.
 */
export function cleanText(text: string, maxLength: number): string {
  const plain = text
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\u0000-\u001f\u007f\ufffe\uffff]/g, " ");
  return plain.slice(0, maxLength).replace(/[\ud800-\udbff]$/, "");
}

const MAX_LABEL_LENGTH = 200;

/** A label's name as every import writes it; empty when nothing is left of it. */
export function labelName(text: string): string {
  return cleanText(text.trim(), MAX_LABEL_LENGTH).trim();
}
