import { z } from "zod";
import { restoreImages, setGroupKey, softDeleteImages } from "@/db/queries/image";
import { inTeam } from "@/db/scope";
import { ImageId } from "@/lib/ids";
import { requireRole, type TeamAccess } from "../../access";
import { recordAudit } from "../audit/record-audit";
import { requireDataset } from "../datasets/require-dataset";

export const ImageSelection = z.object({ dataset: z.string(), images: z.array(ImageId).min(1).max(5000) });
export type ImageSelection = z.infer<typeof ImageSelection>;

/** Takes pictures out of a dataset. Versions that hold them keep them; `restoreImages` brings them back with their boxes. */
export async function deleteImages(access: TeamAccess, input: ImageSelection): Promise<{ deleted: number }> {
  requireRole(access, "maintainer");
  return inTeam(access.db, access.team.id, async (tx) => {
    const { id: datasetId, slug } = await requireDataset(tx, access, input.dataset);
    const rows = await softDeleteImages(tx, { datasetId, imageIds: input.images });
    await recordAudit(tx, access, {
      action: "images.deleted",
      target: datasetId,
      data: { dataset: slug, count: rows.length },
    });
    return { deleted: rows.length };
  });
}

/** Undoes a deletion. */
export async function undeleteImages(
  access: TeamAccess,
  input: ImageSelection,
): Promise<{ restored: number }> {
  requireRole(access, "maintainer");
  return inTeam(access.db, access.team.id, async (tx) => {
    const { id: datasetId, slug } = await requireDataset(tx, access, input.dataset);
    const rows = await restoreImages(tx, { datasetId, imageIds: input.images });
    await recordAudit(tx, access, {
      action: "images.restored",
      target: datasetId,
      data: { dataset: slug, count: rows.length },
    });
    return { restored: rows.length };
  });
}

/** Says that pictures show one artwork (or, with null, that they do not): a freeze keeps a group in one split. */
export async function groupImages(
  access: TeamAccess,
  input: ImageSelection & { group: string | null },
): Promise<{ changed: number }> {
  requireRole(access, "annotator");
  return inTeam(access.db, access.team.id, async (tx) => {
    const { id: datasetId } = await requireDataset(tx, access, input.dataset);
    const groupKey = input.group?.normalize("NFC").trim() || null;
    const rows = await setGroupKey(tx, { datasetId, imageIds: input.images, groupKey });
    return { changed: rows.length };
  });
}
