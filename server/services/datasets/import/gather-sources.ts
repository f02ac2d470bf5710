import { createReadStream } from "node:fs";
import type { UploadId } from "@/lib/ids";
import { openZip } from "@/server/formats/open-zip";
import { readHead, type SourceFile } from "@/server/formats/source-file";
import { sniffFormat } from "@/server/images/sniff-format";
import { uploadPath } from "../../uploads/upload-folder";

export type UploadedFile = { id: UploadId; fileName: string; bytes: number };

/** A file of an import and the zip or loose heap it belongs to. */
export type RootedFile = SourceFile & { root: number };

export type Sources = { files: RootedFile[]; skipped: { file: string; reason: string }[]; close(): void };

/** Opens an import's uploads: what is a zip by its content is listed, everything else stands for itself. */
export async function gatherSources(uploads: readonly UploadedFile[]): Promise<Sources> {
  const sources: Sources = { files: [], skipped: [], close: () => closers.forEach((close) => close()) };
  const closers: (() => void)[] = [];
  let root = 0;
  try {
    for (const upload of uploads) {
      const loose = looseFile(upload);
      if (sniffFormat(await readHead(loose, 64)) !== "zip") {
        sources.files.push({ ...loose, root: 0 });
        continue;
      }
      root += 1;
      const zip = await openZip(uploadPath(upload.id), upload.fileName);
      closers.push(zip.close);
      for (const file of zip.files) sources.files.push({ ...file, root });
      sources.skipped.push(...zip.skipped);
    }
    return sources;
  } catch (error) {
    sources.close();
    throw error;
  }
}

function looseFile({ id, fileName, bytes }: UploadedFile): SourceFile {
  const path = fileName
    .normalize("NFC")
    .split(/[\\/]/)
    .filter((part) => part !== "" && part !== "." && part !== "..")
    .join("/");
  return { path: path || "file", bytes, open: async () => createReadStream(uploadPath(id)) };
}
