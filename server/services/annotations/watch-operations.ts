import type { LoggedOperation } from "@/lib/annotation/operation";
import type { ImageId } from "@/lib/ids";
import { openTeam, type TeamAccess } from "../../access";
import { subscribeTopic } from "../../realtime/change-bus";
import { shutdownController } from "../../shutdown";
import { imageTopic } from "./image-topic";
import { listOperations, OPERATIONS_PER_PAGE } from "./list-operations";

/**
 * The operations of an image after number `afterSeq` as they are committed, in pieces, until `signal` or the
 * process ends. Access is asked anew before each piece, so that someone who leaves the team stops hearing.
 */
export async function* watchOperations(
  access: TeamAccess,
  input: { imageId: ImageId; afterSeq: number; signal: AbortSignal | undefined },
): AsyncGenerator<LoggedOperation[]> {
  const signal = AbortSignal.any([shutdownController().signal, ...(input.signal ? [input.signal] : [])]);
  let { afterSeq } = input;
  for await (const _ of subscribeTopic(imageTopic(input.imageId), signal, access.db)) {
    const current = await openTeam(access, access.team.slug);
    for (let isFull = true; isFull; ) {
      const piece = await listOperations(current, { imageId: input.imageId, afterSeq });
      isFull = piece.length === OPERATIONS_PER_PAGE;
      afterSeq = piece.at(-1)?.seq ?? afterSeq;
      if (piece.length > 0) yield piece;
    }
  }
}
