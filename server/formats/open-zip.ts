import { type Entry, openPromise, type ZipFile } from "yauzl";
import { AppError } from "../errors";
import type { SourceFile } from "./source-file";
import { decodeZipName, unsafeName } from "./zip-name";

export const ZIP_LIMITS = {
  entries: 200_000,
  totalBytes: 32 * 1024 ** 3,
  /** Unpacked against packed, once an entry unpacks to more than `ratioFromBytes`. */
  ratio: 200,
  ratioFromBytes: 8 * 1024 ** 2,
};
export type ZipLimits = typeof ZIP_LIMITS;

export type OpenedZip = { files: SourceFile[]; skipped: { file: string; reason: string }[]; close(): void };

const SYMLINK = 0o120000;
const FILE_TYPE = 0o170000;

/**
 * Lists a zip's files from its directory, before anything is unpacked. A zip that looks like a bomb, whose entries
 * overlap or leave their folder is refused whole; symlinks, encrypted entries and macOS's own files are left out
 * with a reason. Throws `invalid` with what is wrong.
 */
export async function openZip(
  localPath: string,
  fileName: string,
  limits: ZipLimits = ZIP_LIMITS,
): Promise<OpenedZip> {
  const zip = await openPromise(localPath, {
    lazyEntries: true,
    autoClose: false,
    decodeStrings: false,
    validateEntrySizes: true,
  }).catch((cause) => {
    throw new AppError("invalid", "import.zipUnreadable", { args: { file: fileName }, cause });
  });
  // A damaged entry fails its own stream; the zip's own late errors have been told by then.
  zip.on("error", () => undefined);
  try {
    return { ...(await list(zip, fileName, limits)), close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function list(zip: ZipFile, fileName: string, limits: ZipLimits) {
  if (zip.entryCount > limits.entries) {
    throw new AppError("tooLarge", "import.zipTooManyEntries", {
      args: { file: fileName, entries: zip.entryCount, limit: limits.entries },
    });
  }
  const files: SourceFile[] = [];
  const skipped: OpenedZip["skipped"] = [];
  const sums = { packed: 0, unpacked: 0 };
  for await (const entry of entriesOf(zip, fileName)) {
    const name = decodeZipName(entry);
    const unsafe = unsafeName(name);
    if (unsafe)
      throw new AppError("invalid", `import.zip.${unsafe}`, {
        args: { file: fileName, entry: shorten(name) },
      });
    checkSize(entry, name, sums, fileName, limits, zip.fileSize);
    if (name.endsWith("/")) continue;
    const reason = reasonToSkip(entry, name);
    if (reason === "system") continue;
    if (reason) skipped.push({ file: name, reason });
    else
      files.push({ path: name, bytes: entry.uncompressedSize, open: () => zip.openReadStreamPromise(entry) });
  }
  return { files, skipped };
}

async function* entriesOf(zip: ZipFile, fileName: string): AsyncGenerator<Entry> {
  try {
    yield* zip.eachEntry();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("invalid", "import.zipUnreadable", { args: { file: fileName }, cause });
  }
}

function checkSize(
  entry: Entry,
  name: string,
  sums: { packed: number; unpacked: number },
  fileName: string,
  limits: ZipLimits,
  zipBytes: number,
) {
  sums.packed += entry.compressedSize;
  sums.unpacked += entry.uncompressedSize;
  const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
  const isBomb = entry.uncompressedSize > limits.ratioFromBytes && ratio > limits.ratio;
  if (isBomb)
    throw new AppError("invalid", "import.zipBomb", {
      args: { file: fileName, entry: shorten(name), ratio: Math.round(ratio) },
    });
  if (sums.unpacked > limits.totalBytes) {
    throw new AppError("tooLarge", "import.zipTooLarge", {
      args: { file: fileName, limitGb: Math.round(limits.totalBytes / 1024 ** 3) },
    });
  }
  // Entries that together claim more packed bytes than the file has must share some: an overlap bomb.
  if (sums.packed > zipBytes)
    throw new AppError("invalid", "import.zipOverlap", { args: { file: fileName } });
}

function reasonToSkip(entry: Entry, name: string): string | undefined {
  if (name.startsWith("__MACOSX/") || /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$/i.test(name))
    return "system";
  const mode = entry.externalFileAttributes >>> 16;
  if ((mode & FILE_TYPE) === SYMLINK) return "symlink";
  if (entry.isEncrypted()) return "encrypted";
  return entry.canDecodeFileData() ? undefined : "compressionUnknown";
}

function shorten(name: string): string {
  return name.length > 120 ? `${name.slice(0, 119)}…` : name;
}
