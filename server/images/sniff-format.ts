export type SniffedFormat =
  | "jpeg"
  | "png"
  | "webp"
  | "gif"
  | "bmp"
  | "tiff"
  | "heif"
  | "svg"
  | "zip"
  | "xml"
  | "json"
  | "text"
  | "unknown";

/** What a file is by its first bytes (up to about 1 KB), whatever it is called. */
export function sniffFormat(head: Uint8Array): SniffedFormat {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const ascii = bytes.toString("latin1", 0, 16);
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "jpeg";
  if (ascii.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (ascii.startsWith("RIFF") && ascii.slice(8, 12) === "WEBP") return "webp";
  if (/^GIF8[79]a/.test(ascii)) return "gif";
  if (ascii.startsWith("BM") && bytes.length > 14) return "bmp";
  if (/^(II\*\0|MM\0\*)/.test(ascii)) return "tiff";
  if (ascii.slice(4, 8) === "ftyp") return "heif";
  if (ascii.startsWith("PK\x03\x04") || ascii.startsWith("PK\x05\x06")) return "zip";
  return sniffText(bytes);
}

function sniffText(bytes: Buffer): SniffedFormat {
  if (bytes.includes(0)) return "unknown";
  const text = bytes
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .trimStart();
  if (/^<svg[\s>]/i.test(text) || (text.startsWith("<") && /<svg[\s>]/i.test(text))) return "svg";
  if (text.startsWith("<")) return "xml";
  if (text.startsWith("{") || text.startsWith("[")) return "json";
  return "text";
}
