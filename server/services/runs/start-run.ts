import { randomInt } from "node:crypto";
import type { Transaction } from "@/db/client";
import { findDataset } from "@/db/queries/dataset";
import { insertRun } from "@/db/queries/run";
import { findVersion, listVersions } from "@/db/queries/version";
import { inTeam } from "@/db/scope";
import type { DatasetId } from "@/lib/ids";
import type { RecipeConfig } from "@/lib/protocol/run";
import type { StartRunInput } from "@/lib/protocol/run-input";
import { recipeConfigSchemas } from "@/lib/protocol/run-spec";
import { requirementsOf } from "@/lib/recipes/recipe-needs";
import { requireRole, type TeamAccess, userIdOf } from "../../access";
import { AppError } from "../../errors";
import { announceRunState } from "../agent/announce-run";
import { recordAudit } from "../audit/record-audit";

/** Queues a training run on a frozen version (the newest unless one is named). Throws `invalid` for a wrong setting. */
export async function startRun(access: TeamAccess, input: StartRunInput) {
  requireRole(access, "annotator");
  const config = parseConfig(input);
  return inTeam(access.db, access.team.id, async (tx) => {
    const { dataset, version } = await findTrainingData(tx, access, input);
    const run = await insertRun(tx, {
      teamId: access.team.id,
      kind: "train",
      recipe: input.recipe,
      name: input.name || `${dataset.name} v${version.number}`,
      config,
      seed: input.seed ?? randomInt(2 ** 31 - 1),
      datasetId: dataset.id,
      datasetVersionId: version.id,
      requirements: requirementsOf(input.recipe, { gpu: input.gpu, labels: input.workerLabels }),
      createdBy: userIdOf(access.actor),
    });
    await recordAudit(tx, access, {
      action: "run.started",
      target: run.id,
      data: { number: run.number, recipe: run.recipe },
    });
    await announceRunState(tx, run);
    return {
      id: run.id,
      number: run.number,
      name: run.name,
      status: run.status,
      dataset: dataset.slug,
      version: version.number,
    };
  });
}

function parseConfig(input: StartRunInput): RecipeConfig {
  const parsed = recipeConfigSchemas[input.recipe].safeParse(input.config);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys.join(", ") : undefined;
  const field = unknown ?? issue?.path.join(".") ?? "config";
  throw new AppError("invalid", unknown ? "run.unknownSetting" : "run.badSetting", {
    args: { field, recipe: input.recipe, detail: issue?.message ?? "" },
    cause: parsed.error,
  });
}

async function findTrainingData(tx: Transaction, access: TeamAccess, input: StartRunInput) {
  const dataset = await findDataset(tx, { teamId: access.team.id, slug: input.dataset });
  if (!dataset) throw new AppError("notFound", "dataset.notFound", { args: { dataset: input.dataset } });
  const version = await pickVersion(tx, dataset.id, input.version);
  if (!version) {
    throw input.version === undefined
      ? new AppError("invalid", "run.nothingFrozen", { args: { dataset: dataset.name } })
      : new AppError("notFound", "version.notFound", { args: { version: input.version } });
  }
  if ((version.counts.bySplit.train ?? 0) === 0) {
    throw new AppError("invalid", "run.noTrainingImages", {
      args: { dataset: dataset.name, version: version.number },
    });
  }
  return { dataset, version };
}

async function pickVersion(tx: Transaction, datasetId: DatasetId, number: number | undefined) {
  if (number !== undefined) return findVersion(tx, { datasetId, number });
  const [newest] = await listVersions(tx, { datasetId });
  return newest;
}
