import { inTeam } from "@/db/scope";
import type { OperationResult } from "@/lib/annotation/document";
import type { SubmittedOperation } from "@/lib/annotation/operation";
import type { ImageId } from "@/lib/ids";
import { requireRole, type TeamAccess, userIdOf } from "../../access";
import { AppError } from "../../errors";
import { commitOperations } from "./commit-operations";

/**
 * Applies a client's operations to one image, in the order given, and answers after the commit. Sending them
 * again under the same `(clientId, mid)` gives the same answers and does nothing. One operation may be
 * rejected or lose a conflict without holding up the others.
 */
export function applyOperations(
  access: TeamAccess,
  input: { imageId: ImageId; clientId: string; operations: SubmittedOperation[] },
): Promise<OperationResult[]> {
  requireRole(access, "annotator");
  const mids = new Set(input.operations.map(({ mid }) => mid));
  if (mids.size < input.operations.length) throw new AppError("invalid", "annotation.midRepeated");
  return inTeam(access.db, access.team.id, (tx) =>
    commitOperations(tx, { ...input, userId: userIdOf(access.actor) }),
  );
}
