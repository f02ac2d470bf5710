import { findAnnotatedImage } from "@/db/queries/annotation";
import { listLabels } from "@/db/queries/label";
import { inTeam } from "@/db/scope";
import type { LoggedOperation } from "@/lib/annotation/operation";
import type { DatasetId, ImageId } from "@/lib/ids";
import { openTeam, type TeamAccess } from "../../access";
import { AppError } from "../../errors";
import { subscribeTopics } from "../../realtime/change-bus";
import { shutdownController } from "../../shutdown";
import { labelsTopic } from "../labels/labels-topic";
import { imageTopic } from "./image-topic";
import { listOperations, OPERATIONS_PER_PAGE } from "./list-operations";

/**
 * The operations of an image after number `afterSeq` as they are committed, in pieces, until `signal` or the
 * process ends. A piece of none says that the dataset's labels have changed; a resumed watch begins with one, since
 * they may have meanwhile. Access is asked anew before each piece, so that someone who leaves the team stops hearing.
 */
export async function* watchOperations(
  access: TeamAccess,
  input: { imageId: ImageId; afterSeq: number; isResumed?: boolean; signal: AbortSignal | undefined },
): AsyncGenerator<LoggedOperation[]> {
  const signal = AbortSignal.any([shutdownController().signal, ...(input.signal ? [input.signal] : [])]);
  let { afterSeq } = input;
  let known = input.isResumed ? "" : undefined;
  const datasetId = await datasetOf(access, input.imageId);
  const topics = [imageTopic(input.imageId), labelsTopic(datasetId)] as const;
  for await (const changed of subscribeTopics(topics, signal, access.db)) {
    const current = await openTeam(access, access.team.slug);
    if (changed.has(topics[1])) {
      const labels = await labelsOf(current, datasetId);
      // Before the operations that follow, which may carry new ones.
      if (known !== undefined && known !== labels) yield [];
      known = labels;
    }
    for (let isFull = true; isFull; ) {
      const piece = await listOperations(current, { imageId: input.imageId, afterSeq });
      isFull = piece.length === OPERATIONS_PER_PAGE;
      afterSeq = piece.at(-1)?.seq ?? afterSeq;
      if (piece.length > 0) yield piece;
    }
  }
}

async function datasetOf(access: TeamAccess, imageId: ImageId) {
  const image = await inTeam(access.db, access.team.id, (tx) => findAnnotatedImage(tx, { imageId }));
  if (!image) throw new AppError("notFound", "annotation.imageNotFound");
  return image.datasetId;
}

async function labelsOf(access: TeamAccess, datasetId: DatasetId): Promise<string> {
  const rows = await inTeam(access.db, access.team.id, (tx) =>
    listLabels(tx, { datasetId, withArchived: true }),
  );
  return JSON.stringify(rows);
}
