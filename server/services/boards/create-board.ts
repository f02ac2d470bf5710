import {
  insertBenchmark,
  listBenchmarkSlugs,
  listBenchmarksOfVersion,
  listSplitItems,
} from "@/db/queries/benchmark";
import { findModelVersion } from "@/db/queries/model";
import { inTeam } from "@/db/scope";
import type { DatasetVersionId } from "@/lib/ids";
import type { SplitName } from "@/lib/protocol/dataset-version";
import type { BenchmarkMetric } from "@/lib/protocol/score";
import { requireRole, type TeamAccess } from "../../access";
import { AppError } from "../../errors";
import { recordAudit } from "../audit/record-audit";
import { freeSlug, slugOf } from "../models/slug";

type NewBoard = {
  versionId: DatasetVersionId;
  split: Exclude<SplitName, "train">;
  metric: BenchmarkMetric;
  name: string;
  description: string;
};

/** Makes a board of a frozen version, a split and a metric. Throws `conflict` when there is one already. */
export async function createBoard(access: TeamAccess, input: NewBoard) {
  requireRole(access, "maintainer");
  const { id: teamId } = access.team;
  const { versionId, split, metric } = input;
  return inTeam(access.db, teamId, async (tx) => {
    const version = await findModelVersion(tx, { teamId, versionId });
    if (!version) throw new AppError("notFound", "version.notFound");
    checkScorable(input, await listSplitItems(tx, { teamId, versionId, split }));
    const wanted = slugOf(input.name, `${version.datasetSlug.slice(0, 28)}-v${version.number}-${metric}`);
    const board = await insertBenchmark(tx, {
      teamId,
      slug: freeSlug(wanted, await listBenchmarkSlugs(tx, { teamId, prefix: wanted })),
      name: input.name,
      description: input.description,
      datasetId: version.datasetId,
      datasetVersionId: versionId,
      split,
      metric,
    });
    if (!board) {
      const boards = await listBenchmarksOfVersion(tx, { teamId, versionId });
      const other = boards.find((candidate) => candidate.split === split && candidate.metric === metric);
      throw new AppError("conflict", "board.exists", { args: { name: other?.name ?? "" } });
    }
    await recordAudit(tx, access, {
      action: "board.created",
      target: board.id,
      data: { name: board.name, metric },
    });
    return { slug: board.slug, name: board.name };
  });
}

function checkScorable(input: NewBoard, items: Awaited<ReturnType<typeof listSplitItems>>): void {
  const { split, metric } = input;
  if (items.length === 0) throw new AppError("invalid", "board.splitEmpty", { args: { split } });
  const kind = metric === "map" ? "box" : "tag";
  const isScorable = items.some((item) => item.annotations.some((annotation) => annotation.kind === kind));
  if (!isScorable) throw new AppError("invalid", "board.notScorable", { args: { split, metric } });
}
