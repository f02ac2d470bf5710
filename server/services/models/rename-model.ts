import { findModelBySlug, renameModel as updateName } from "@/db/queries/model";
import { inTeam } from "@/db/scope";
import { requireRole, type TeamAccess } from "../../access";
import { AppError } from "../../errors";
import { recordAudit } from "../audit/record-audit";

/** Gives a model another name; its address stays. For annotators and up. */
export async function renameModel(access: TeamAccess, params: { model: string; name: string }) {
  requireRole(access, "annotator");
  const { id: teamId } = access.team;
  return inTeam(access.db, teamId, async (tx) => {
    const model = await findModelBySlug(tx, { teamId, slug: params.model });
    if (!model) throw new AppError("notFound", "model.notFound");
    await updateName(tx, { teamId, modelId: model.id, name: params.name });
    await recordAudit(tx, access, {
      action: "model.renamed",
      target: model.id,
      data: { from: model.name, to: params.name },
    });
    return { slug: model.slug, name: params.name };
  });
}
