import { createHash } from "node:crypto";
import { Sha256 } from "@/lib/ids";
import { readWhole } from "@/server/formats/source-file";
import { PictureRefusal } from "@/server/images/picture-refusal";
import type { PlannedPicture } from "./plan-import";

const MAX_PICTURE_BYTES = 256 * 1024 ** 2;

/** A planned picture with its bytes, or with why they cannot be had. */
export type ReadPicture = {
  picture: PlannedPicture;
  content: { bytes: Buffer; sha256: Sha256 } | PictureRefusal;
};

/**
 * Reads pictures one after the other, in the plan's order, however many take from it at once. Files that hold the
 * same bytes as an earlier one go to `twins` instead: the first one is kept, and which that is must not depend on
 * which is decoded sooner.
 */
export async function* readPictures(
  pictures: readonly PlannedPicture[],
  twins: PlannedPicture[],
): AsyncGenerator<ReadPicture> {
  const seen = new Set<Sha256>();
  for (const picture of pictures) {
    const read = await readPicture(picture);
    if (!(read.content instanceof PictureRefusal)) {
      const { sha256 } = read.content;
      if (seen.has(sha256)) {
        twins.push(picture);
        continue;
      }
      seen.add(sha256);
    }
    yield read;
  }
}

/** Pictures that are looked up, decoded side by side and written together: few enough to lose little when cut off. */
const BATCH = { pictures: 8, bytes: 32 * 1024 ** 2 };

/** Puts pictures together until they are many, or heavy. */
export async function* inBatches(pictures: AsyncIterable<ReadPicture>): AsyncGenerator<ReadPicture[]> {
  let batch: ReadPicture[] = [];
  let bytes = 0;
  for await (const read of pictures) {
    batch.push(read);
    if (!(read.content instanceof PictureRefusal)) bytes += read.content.bytes.length;
    if (batch.length < BATCH.pictures && bytes < BATCH.bytes) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

export async function readPicture(picture: PlannedPicture): Promise<ReadPicture> {
  try {
    const bytes = await readWhole(picture.source, MAX_PICTURE_BYTES);
    if (!bytes)
      return {
        picture,
        content: new PictureRefusal("fileTooLarge", { megabytes: MAX_PICTURE_BYTES / 1024 ** 2 }),
      };
    return {
      picture,
      content: { bytes, sha256: Sha256.parse(createHash("sha256").update(bytes).digest("hex")) },
    };
  } catch (cause) {
    // A damaged zip entry concerns its own picture; a failing disk is nobody's picture's fault.
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") throw cause;
    return { picture, content: new PictureRefusal("entryDamaged", {}, { cause }) };
  }
}
