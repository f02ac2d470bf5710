import { holdLiveDataset } from "@/db/queries/dataset";
import { inTeam } from "@/db/scope";
import { AppError } from "@/server/errors";
import { addBoxes } from "./add-boxes";
import type { ImportTarget } from "./import-pictures";
import type { ImportReport } from "./import-report";
import { placeBoxes } from "./place-boxes";
import type { AnnotatedPicture } from "./plan-import";
import { retryDeadlock } from "./retry-deadlock";

const AT_ONCE = 50;

/**
 * Adds boxes to pictures that the dataset has already, for annotation files that came alone: those that the picture
 * has, or had from an import before, are not added again. Fifty pictures share a transaction.
 */
export async function importAnnotations(
  target: ImportTarget,
  annotated: readonly AnnotatedPicture[],
  progress: { log: ImportReport; advance(pictures: number): Promise<void> },
): Promise<void> {
  const { log, advance } = progress;
  for (let at = 0; at < annotated.length; at += AT_ONCE) {
    const some = annotated.slice(at, at + AT_ONCE).map(({ picture, boxSets }) => {
      const { widthPx, heightPx } = picture;
      // It stands upright here; how its file lay is forgotten, and a file that claims another size was left out.
      const frame = { widthPx, heightPx, source: { orientation: 1, widthPx, heightPx } };
      return { imageId: picture.id, isNew: false, boxes: placeBoxes({ boxSets }, frame, log) };
    });
    const added = await retryDeadlock(() =>
      inTeam(target.db, target.teamId, async (tx) => {
        const isLive = await holdLiveDataset(tx, { datasetId: target.datasetId });
        if (!isLive) throw new AppError("notFound", "import.datasetDeleted");
        return addBoxes(tx, target, some);
      }),
    );
    for (const { imageId, boxes } of some) {
      const count = added.get(imageId) ?? 0;
      log.report.images.read += 1;
      log.report.images.known += 1;
      log.report.annotations.added += count;
      log.report.annotations.known += boxes.length - count;
    }
    await advance(some.length);
  }
}
