import { findModelBySlug, listQuizzesOfModel, deleteModel as removeModel } from "@/db/queries/model";
import { inTeam } from "@/db/scope";
import { requireRole, type TeamAccess } from "../../access";
import { AppError } from "../../errors";
import { recordAudit } from "../audit/record-audit";

/** Deletes a model and its scores; its run and files stay. Refused while it plays in a quiz. For maintainers. */
export async function deleteModel(access: TeamAccess, params: { model: string }) {
  requireRole(access, "maintainer");
  const { id: teamId } = access.team;
  return inTeam(access.db, teamId, async (tx) => {
    const model = await findModelBySlug(tx, { teamId, slug: params.model });
    if (!model) throw new AppError("notFound", "model.notFound");
    const [quiz] = await listQuizzesOfModel(tx, { teamId, modelId: model.id });
    if (quiz) throw new AppError("conflict", "model.inUse", { args: { quiz: quiz.title } });
    await removeModel(tx, { teamId, modelId: model.id });
    await recordAudit(tx, access, { action: "model.deleted", target: model.id, data: { name: model.name } });
    return { slug: model.slug };
  });
}
