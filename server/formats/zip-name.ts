import iconv from "iconv-lite";
import type { Entry } from "yauzl";

const UTF8_FLAG = 0x800;
const INFO_ZIP_UNICODE_PATH = 0x7075;

/**
 * An entry's name as its maker meant it: Info-ZIP's Unicode field, else UTF-8 when flagged or valid as such, else
 * CP949, in which Korean Windows writes them. Always composed (NFC), since macOS writes Hangul decomposed.
 */
export function decodeZipName(entry: Entry): string {
  const raw = entry.fileNameRaw;
  const unicode = entry.extraFields.find(({ id }) => id === INFO_ZIP_UNICODE_PATH);
  if (unicode && unicode.data.length > 5 && unicode.data[0] === 1)
    return unicode.data.toString("utf8", 5).normalize("NFC");
  if ((entry.generalPurposeBitFlag & UTF8_FLAG) !== 0) return raw.toString("utf8").normalize("NFC");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(raw).normalize("NFC");
  } catch {
    return iconv.decode(raw, "cp949").normalize("NFC");
  }
}

/** Why a name must not be used, or undefined: it leaves the folder, is absolute, or is written for Windows. */
export function unsafeName(name: string): string | undefined {
  if (name.startsWith("/") || /^[a-z]:/i.test(name)) return "absolutePath";
  if (name.split(/[\\/]/).includes("..")) return "parentPath";
  if (name.includes("\\")) return "backslashPath";
  if (/[\u0000-\u001f\u007f]/.test(name)) return "controlCharacters";
  return undefined;
}
