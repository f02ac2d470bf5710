/*
 * Takes metadata (EXIF with its GPS, XMP, IPTC, comments, trailing bytes) out of a file without touching its
 * compressed pixels, so that what a trainer decodes is exactly what the photographer's file decodes to.
 */

/** A JPEG with only the segments that decoding needs; undefined when its structure is not sound. */
export function stripJpeg(bytes: Buffer): Buffer | undefined {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) break;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) return undefined;
    const scanEnd = marker === 0xda ? endOfScan(bytes, end) : end;
    if (isNeededInJpeg(marker)) kept.push(bytes.subarray(at, scanEnd));
    at = scanEnd;
  }
  if (kept.length < 3) return undefined;
  return Buffer.concat([...kept, Buffer.from([0xff, 0xd9])]);
}

/** APP0 (JFIF) and APP14 (Adobe: how colours are coded) are needed; other APPn and comments are metadata. */
function isNeededInJpeg(marker: number): boolean {
  const isApplication = marker >= 0xe0 && marker <= 0xef;
  return marker !== 0xfe && (!isApplication || marker === 0xe0 || marker === 0xee);
}

/** Where the entropy-coded data that starts at `from` ends: at a marker, or with the file. */
export function endOfScan(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at !== -1 && at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0;
    const isData = next === 0 || (next >= 0xd0 && next <= 0xd7);
    if (!isData && next !== 0xff) return at;
    at = bytes.indexOf(0xff, at + (isData ? 2 : 1));
  }
  return bytes.length;
}

const WEBP_KEPT = new Set(["VP8 ", "VP8L", "ALPH"]);

/** A still WebP with only its pixels; undefined for animations and files whose structure is not sound. */
export function stripWebp(bytes: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  const end = Math.min(bytes.length, 8 + bytes.readUInt32LE(4));
  let at = 12;
  while (at + 8 <= end) {
    const name = bytes.toString("latin1", at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const next = at + 8 + size + (size % 2);
    if (at + 8 + size > bytes.length || name === "ANIM") return undefined;
    if (name === "VP8X") chunks.push(plainHeader(bytes.subarray(at, at + 18)));
    else if (WEBP_KEPT.has(name)) chunks.push(bytes.subarray(at, next));
    at = next;
  }
  if (chunks.length === 0) return undefined;
  const body = Buffer.concat([Buffer.from("WEBP", "latin1"), ...chunks]);
  const head = Buffer.alloc(8);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

/** VP8X flags: ICC 0x20, alpha 0x10, EXIF 0x08, XMP 0x04, animation 0x02. Only alpha stays. */
function plainHeader(chunk: Buffer): Buffer {
  const copy = Buffer.from(chunk);
  copy[8] = (copy[8] ?? 0) & 0x10;
  return copy;
}
