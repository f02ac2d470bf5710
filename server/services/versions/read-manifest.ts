import { findVersion } from "@/db/queries/version";
import { inTeam } from "@/db/scope";
import { requireRole, type TeamAccess } from "../../access";
import { AppError } from "../../errors";
import { requireDataset } from "../datasets/require-dataset";
import { buildFrozenDataset } from "./build-frozen-dataset";

/** A version as the trainer reads it, for people to keep. */
export async function readManifest(access: TeamAccess, input: { dataset: string; number: number }) {
  requireRole(access, "viewer");
  return inTeam(access.db, access.team.id, async (tx) => {
    const { id: datasetId } = await requireDataset(tx, access, input.dataset);
    const version = await findVersion(tx, { datasetId, number: input.number });
    if (!version) throw new AppError("notFound", "version.notFound");
    return buildFrozenDataset(tx, { versionId: version.id });
  });
}
