import { and, count, desc, eq, gt, isNull, sql } from "drizzle-orm";
import type { TeamId } from "@/lib/ids";
import type { Transaction } from "../client";
import { dataset, image } from "../schema/dataset";
import { model, score } from "../schema/model";
import { run, worker } from "../schema/training";

type Recent = { teamId: TeamId; limit: number };

/** A team's newest datasets with how many pictures they hold and how many of those carry annotations. */
export function listRecentDatasets(tx: Transaction, params: Recent) {
  return tx
    .select({
      id: dataset.id,
      slug: dataset.slug,
      name: dataset.name,
      createdAt: dataset.createdAt,
      images: count(image.id),
      annotated: sql<number>`count(${image.id}) filter (where ${image.annotationCount} > 0)`.mapWith(Number),
    })
    .from(dataset)
    .leftJoin(image, and(eq(image.datasetId, dataset.id), isNull(image.deletedAt)))
    .where(and(eq(dataset.teamId, params.teamId), isNull(dataset.deletedAt)))
    .groupBy(dataset.id)
    .orderBy(desc(dataset.createdAt), desc(dataset.id))
    .limit(params.limit);
}

/** A team's newest training runs. */
export function listRecentRuns(tx: Transaction, params: Recent) {
  return tx
    .select({
      id: run.id,
      number: run.number,
      name: run.name,
      recipe: run.recipe,
      status: run.status,
      progress: run.progress,
      createdAt: run.createdAt,
    })
    .from(run)
    .where(and(eq(run.teamId, params.teamId), eq(run.kind, "train")))
    .orderBy(desc(run.number))
    .limit(params.limit);
}

/** A team's newest models with the best score each has on any benchmark; null while it has none. */
export function listRecentModels(tx: Transaction, params: Recent) {
  return tx
    .select({
      id: model.id,
      slug: model.slug,
      name: model.name,
      task: model.task,
      createdAt: model.createdAt,
      best: sql<number | null>`max(${score.value})`.mapWith(Number),
    })
    .from(model)
    .leftJoin(score, eq(score.modelId, model.id))
    .where(eq(model.teamId, params.teamId))
    .groupBy(model.id)
    .orderBy(desc(model.createdAt), desc(model.id))
    .limit(params.limit);
}

/** How many workers that serve this team have been heard of since `seenAfter`. */
export async function countWorkersSeen(tx: Transaction, params: { teamId: TeamId; seenAfter: Date }) {
  const [row] = await tx
    .select({ workers: count() })
    .from(worker)
    .where(
      and(
        isNull(worker.stoppedAt),
        gt(worker.lastSeenAt, params.seenAfter),
        // A worker without a team serves all of them.
        sql`(${worker.teamId} is null or ${worker.teamId} = ${params.teamId})`,
      ),
    );
  return row?.workers ?? 0;
}
