import { findAnnotatedImage, listOperationsAfter } from "@/db/queries/annotation";
import { inTeam } from "@/db/scope";
import type { LoggedOperation } from "@/lib/annotation/operation";
import type { ImageId } from "@/lib/ids";
import { requireRole, type TeamAccess } from "../../access";
import { AppError } from "../../errors";

/** Longest piece of the log in one answer; ask again from its last number while a piece is full. */
export const OPERATIONS_PER_PAGE = 1_000;

/** The operations of an image after number `afterSeq`, in order, at most `OPERATIONS_PER_PAGE`. Throws `notFound`. */
export function listOperations(
  access: TeamAccess,
  input: { imageId: ImageId; afterSeq: number },
): Promise<LoggedOperation[]> {
  requireRole(access, "viewer");
  return inTeam(access.db, access.team.id, async (tx) => {
    if (!(await findAnnotatedImage(tx, input))) throw new AppError("notFound", "annotation.imageNotFound");
    return listOperationsAfter(tx, { ...input, limit: OPERATIONS_PER_PAGE });
  });
}
