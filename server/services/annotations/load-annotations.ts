import { findAnnotatedImage, listAnnotations } from "@/db/queries/annotation";
import { inTeam } from "@/db/scope";
import type { Annotation } from "@/lib/annotation/annotation";
import type { ImageId } from "@/lib/ids";
import { requireRole, type TeamAccess } from "../../access";
import { AppError } from "../../errors";

/** An image's annotations, tombstones included, as they stood after operation `seq`. Throws `notFound`. */
export function loadAnnotations(
  access: TeamAccess,
  { imageId }: { imageId: ImageId },
): Promise<{ seq: number; annotations: Annotation[] }> {
  requireRole(access, "viewer");
  return inTeam(access.db, access.team.id, async (tx) => {
    // The number is read first: rows that are newer than it are only written again by what follows it.
    const image = await findAnnotatedImage(tx, { imageId });
    if (!image) throw new AppError("notFound", "annotation.imageNotFound");
    const rows = await listAnnotations(tx, { imageId });
    const annotations = rows.map(({ id, labelId, geometry, attributes, z, isDeleted }) => ({
      id,
      labelId,
      geometry,
      attributes,
      z,
      isDeleted,
    }));
    return { seq: image.annotationSeq, annotations };
  });
}
