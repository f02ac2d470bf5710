/** A file on its way in, with its path inside the folder it was dropped with. */
export type NamedFile = { file: File; path: string };

/** Files of an input or a paste; those of a folder input know their paths. */
export function namedFiles(files: Iterable<File>): NamedFile[] {
  return [...files]
    .filter((file) => !isSystemFile(file.name))
    .map((file) => ({ file, path: (file.webkitRelativePath || file.name).normalize("NFC") }));
}

/** Files of a drop, folders walked through. Must be called while the event lives. */
export async function droppedFiles(transfer: DataTransfer): Promise<NamedFile[]> {
  const entries = [...transfer.items]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  if (entries.length === 0) return namedFiles(transfer.files);
  const found: NamedFile[] = [];
  for (const entry of entries) await walk(entry, found);
  return found;
}

async function walk(entry: FileSystemEntry, found: NamedFile[]): Promise<void> {
  if (isFileEntry(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    if (!isSystemFile(file.name))
      found.push({ file, path: entry.fullPath.replace(/^\//, "").normalize("NFC") });
    return;
  }
  if (!isDirectoryEntry(entry)) return;
  const reader = entry.createReader();
  // A reader gives at most a hundred entries at a time and an empty list at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return;
    for (const child of some) await walk(child, found);
  }
}

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectoryEntry(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isSystemFile(name: string): boolean {
  return name === ".DS_Store" || name === "Thumbs.db" || name === "desktop.ini" || name.startsWith("._");
}
