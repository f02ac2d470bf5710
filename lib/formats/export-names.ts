const EXTENSIONS: Record<string, string> = { "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp" };
const FITTING: Record<string, RegExp> = {
  "image/jpeg": /\.jpe?g$/i,
  "image/png": /\.png$/i,
  "image/webp": /\.webp$/i,
};
/** File systems allow 255 bytes, not characters, in a name: 85 Hangul syllables. Room is left for a number. */
const MAX_NAME_BYTES = 200;

/**
 * Names for an export's pictures, in their order: composed, without folders, safe on every system, with the ending
 * that the bytes call for, and each of them different from all others even where case does not count.
 */
export function exportNames(pictures: readonly { fileName: string; mime: string }[]): string[] {
  const taken = new Set<string>();
  return pictures.map(({ fileName, mime }) => {
    const { stem, extension } = safeName(fileName, mime);
    let name = `${stem}.${extension}`;
    for (let n = 2; taken.has(stemKey(name)); n += 1) name = `${stem}~${n}.${extension}`;
    taken.add(stemKey(name));
    return name;
  });
}

/** Pascal VOC names pictures by their stems alone, so two that differ in their endings only must not meet. */
function stemKey(name: string): string {
  return name.slice(0, name.lastIndexOf(".")).toLowerCase();
}

function safeName(fileName: string, mime: string): { stem: string; extension: string } {
  const plain = fileName
    .normalize("NFC")
    .replaceAll("/", "_")
    .replace(/[\u0000-\u001f\u007f\\:*?"<>|]/g, "_")
    .replace(/^\.+/, "");
  const fits = FITTING[mime]?.exec(plain);
  const extension = fits ? fits[0].slice(1) : (EXTENSIONS[mime] ?? "bin");
  const stem = fits ? plain.slice(0, fits.index) : plain;
  return { stem: cutToBytes(stem, MAX_NAME_BYTES) || "picture", extension };
}

function cutToBytes(text: string, maxBytes: number): string {
  const encoder = new TextEncoder();
  let bytes = 0;
  let kept = "";
  for (const character of text) {
    bytes += encoder.encode(character).length;
    if (bytes > maxBytes) break;
    kept += character;
  }
  return kept.trim();
}
