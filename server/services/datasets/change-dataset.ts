import { softDeleteDataset, updateDataset } from "@/db/queries/dataset";
import { inTeam } from "@/db/scope";
import { requireRole, type TeamAccess } from "../../access";
import { recordAudit } from "../audit/record-audit";
import { requireDataset } from "./require-dataset";

/** Gives a dataset another name or description; its address stays. */
export async function renameDataset(
  access: TeamAccess,
  input: { dataset: string; name: string; description?: string | undefined },
) {
  requireRole(access, "maintainer");
  await inTeam(access.db, access.team.id, async (tx) => {
    const { id } = await requireDataset(tx, access, input.dataset);
    const name = input.name.normalize("NFC").trim();
    await updateDataset(tx, {
      datasetId: id,
      name,
      ...(input.description !== undefined && { description: input.description }),
    });
    await recordAudit(tx, access, { action: "dataset.renamed", target: id, data: { name } });
  });
}

/** Takes a dataset out of sight. Versions that runs and models came from stay readable to them. */
export async function deleteDataset(access: TeamAccess, input: { dataset: string }) {
  requireRole(access, "maintainer");
  await inTeam(access.db, access.team.id, async (tx) => {
    const { id, name } = await requireDataset(tx, access, input.dataset);
    await softDeleteDataset(tx, { datasetId: id });
    await recordAudit(tx, access, { action: "dataset.deleted", target: id, data: { name } });
  });
}
