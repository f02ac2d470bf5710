import { generateKeyBetween } from "fractional-indexing";
import type { Transaction } from "@/db/client";
import { findAnnotatedImage, findTopZ, listLiveTags } from "@/db/queries/annotation";
import { newId } from "@/db/schema/columns";
import { inTeam } from "@/db/scope";
import type { AnnotationOperation } from "@/lib/annotation/operation";
import type { AnnotationId, ImageId, LabelId } from "@/lib/ids";
import { requireRole, type TeamAccess, userIdOf } from "../../access";
import { AppError } from "../../errors";
import { commitOperations, serverClientId } from "./commit-operations";

export type TagChange = { images: ImageId[]; add: LabelId[]; remove: LabelId[] };

/**
 * Puts labels on whole pictures and takes others off ("real" on, "generated" off), on many at once: all or
 * none. Returns how many pictures changed. Throws `invalid` for a label that is not the dataset's.
 */
export function setTags(access: TeamAccess, change: TagChange): Promise<{ changed: number }> {
  requireRole(access, "annotator");
  return inTeam(access.db, access.team.id, async (tx) => {
    let changed = 0;
    // In one order, so that two such calls wait for each other instead of locking each other out.
    for (const imageId of [...new Set(change.images)].sort()) {
      const operations = await operationsFor(tx, imageId, change);
      if (operations.length === 0) continue;
      await commitAll(tx, { access, imageId, operations });
      changed += 1;
    }
    return { changed };
  });
}

async function operationsFor(
  tx: Transaction,
  imageId: ImageId,
  change: TagChange,
): Promise<AnnotationOperation[]> {
  const tags = await listLiveTags(tx, { imageId });
  const remove = tags.filter(({ labelId }) => change.remove.includes(labelId));
  const add = change.add.filter((labelId) => !tags.some((tag) => tag.labelId === labelId));
  if (add.length === 0) return remove.map(({ id }) => ({ type: "delete", id }));
  const z = generateKeyBetween(await findTopZ(tx, { imageId }), null);
  return [
    ...remove.map(({ id }) => ({ type: "delete" as const, id })),
    ...add.map((labelId) => ({
      type: "create" as const,
      id: newId<AnnotationId>(),
      labelId,
      geometry: { type: "tag" as const },
      z,
      attributes: {},
    })),
  ];
}

async function commitAll(
  tx: Transaction,
  {
    access,
    imageId,
    operations,
  }: { access: TeamAccess; imageId: ImageId; operations: AnnotationOperation[] },
): Promise<void> {
  const image = await findAnnotatedImage(tx, { imageId });
  if (!image) throw new AppError("notFound", "annotation.imageNotFound");
  const results = await commitOperations(tx, {
    imageId,
    userId: userIdOf(access.actor),
    clientId: serverClientId(),
    operations: operations.map((op, index) => ({ mid: index + 1, baseSeq: image.annotationSeq, op })),
  });
  for (const result of results) {
    // Somebody set the same tag in between: that is what was asked for.
    if (result.status === "rejected" && result.reason !== "annotation.tagExists") {
      throw new AppError("invalid", result.reason, { args: result.args });
    }
  }
}
