import { endOfScan } from "./strip-metadata";

/**
 * Whether a file ends before its format's own end. Decoders know it too, but libvips keeps the text of errors in one
 * place for all threads, where that of another picture may lie by the time it is read.
 */
export function isCutOff(bytes: Buffer, format: "jpeg" | "png" | "webp"): boolean {
  if (format === "jpeg") return isJpegCutOff(bytes);
  if (format === "png") return isPngCutOff(bytes);
  return bytes.length < 12 || bytes.readUInt32LE(4) + 8 > bytes.length;
}

/** A JPEG's segments and scans end in the marker FFD9. */
function isJpegCutOff(bytes: Buffer): boolean {
  let at = 2;
  while (at + 4 <= bytes.length) {
    // Where a marker is expected and none is, the file is damaged, not short.
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xd9) return false;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    at = marker === 0xda ? endOfScan(bytes, end) : end;
  }
  return at + 2 > bytes.length || bytes[at + 1] !== 0xd9;
}

/** A PNG's chunks (length, name, data, checksum) end in one called IEND. */
function isPngCutOff(bytes: Buffer): boolean {
  for (let at = 8; at + 8 <= bytes.length; at += 12 + bytes.readUInt32BE(at))
    if (bytes.toString("latin1", at + 4, at + 8) === "IEND") return at + 12 > bytes.length;
  return true;
}
