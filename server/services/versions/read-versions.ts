import { findVersion, listVersionItems, listVersions } from "@/db/queries/version";
import { inTeam } from "@/db/scope";
import { requireRole, type TeamAccess } from "../../access";
import { AppError } from "../../errors";
import { requireDataset } from "../datasets/require-dataset";

/** A dataset's versions, newest first. */
export async function listDatasetVersions(access: TeamAccess, input: { dataset: string }) {
  requireRole(access, "viewer");
  return inTeam(access.db, access.team.id, async (tx) => {
    const { id: datasetId } = await requireDataset(tx, access, input.dataset);
    return listVersions(tx, { datasetId });
  });
}

/** One version by its number. */
export async function getVersion(access: TeamAccess, input: { dataset: string; number: number }) {
  requireRole(access, "viewer");
  return inTeam(access.db, access.team.id, async (tx) => {
    const { id: datasetId } = await requireDataset(tx, access, input.dataset);
    const version = await findVersion(tx, { datasetId, number: input.number });
    if (!version) throw new AppError("notFound", "version.notFound");
    return version;
  });
}

/** A version's pictures with splits and annotations: its manifest. */
export async function listItems(access: TeamAccess, input: { dataset: string; number: number }) {
  requireRole(access, "viewer");
  return inTeam(access.db, access.team.id, async (tx) => {
    const { id: datasetId } = await requireDataset(tx, access, input.dataset);
    const version = await findVersion(tx, { datasetId, number: input.number });
    if (!version) throw new AppError("notFound", "version.notFound");
    return listVersionItems(tx, { versionId: version.id });
  });
}
