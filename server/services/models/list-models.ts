import { listScoresOfModels, listModels as queryModels } from "@/db/queries/model";
import { inTeam } from "@/db/scope";
import { requireRole, type TeamAccess } from "../../access";

/** A team's models, newest first, each with its scores. */
export async function listModels(access: TeamAccess) {
  requireRole(access, "viewer");
  const { id: teamId } = access.team;
  return inTeam(access.db, teamId, async (tx) => {
    const models = await queryModels(tx, { teamId });
    const scores =
      models.length === 0
        ? []
        : await listScoresOfModels(tx, { teamId, modelIds: models.map((model) => model.id) });
    return models.map(
      ({ manifest, runConfig: _config, versionCounts: _counts, versionLabels: _labels, ...model }) => ({
        ...model,
        architecture: manifest.architecture,
        labels: manifest.labels.map((label) => label.name),
        scores: scores.filter((score) => score.modelId === model.id),
      }),
    );
  });
}
