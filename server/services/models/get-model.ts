import {
  findModelBySlug,
  listQuizzesOfModel,
  listScoresOfModels,
  listTestPictures,
} from "@/db/queries/model";
import { inTeam } from "@/db/scope";
import { requireRole, type TeamAccess } from "../../access";
import { AppError } from "../../errors";

const PICTURES_TO_TRY = 12;

/** One model with its manifest, scores, and pictures of its test split to try it on. Throws `notFound`. */
export async function getModel(access: TeamAccess, params: { model: string }) {
  requireRole(access, "viewer");
  const { id: teamId } = access.team;
  return inTeam(access.db, teamId, async (tx) => {
    const model = await findModelBySlug(tx, { teamId, slug: params.model });
    if (!model) throw new AppError("notFound", "model.notFound");
    const { datasetVersionId: versionId } = model;
    return {
      ...model,
      scores: await listScoresOfModels(tx, { teamId, modelIds: [model.id] }),
      quizzes: await listQuizzesOfModel(tx, { teamId, modelId: model.id }),
      testPictures: versionId
        ? await listTestPictures(tx, { teamId, versionId, limit: PICTURES_TO_TRY })
        : [],
    };
  });
}
