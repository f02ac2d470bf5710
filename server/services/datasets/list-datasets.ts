import { countByLabel, countDatasets, listCovers, listDatasets } from "@/db/queries/dataset";
import { listLabels } from "@/db/queries/label";
import { inTeam } from "@/db/scope";
import { requireRole, type TeamAccess } from "../../access";
import { imageUrl } from "../images/image-url";
import { requireDataset } from "./require-dataset";

const COVERS = 5;

/** The team's datasets by name, with counts and the thumbnails of their cards. */
export async function listTeamDatasets(access: TeamAccess) {
  requireRole(access, "viewer");
  return inTeam(access.db, access.team.id, async (tx) => {
    const datasets = await listDatasets(tx, { teamId: access.team.id });
    const covers = await listCovers(tx, { datasetIds: datasets.map(({ id }) => id), each: COVERS });
    return datasets.map((dataset) => ({
      ...dataset,
      covers: covers
        .filter(({ datasetId }) => datasetId === dataset.id)
        .map(({ imageId: id, thumbnailSha256: sha256, thumbhash, widthPx, heightPx }) => ({
          id,
          thumbhash,
          widthPx,
          heightPx,
          thumbnailUrl: imageUrl(access.team.slug, { id, sha256 }, "thumbnail"),
        })),
    }));
  });
}

/** One dataset with its counts and labels. */
export async function getDataset(access: TeamAccess, input: { dataset: string }) {
  requireRole(access, "viewer");
  return inTeam(access.db, access.team.id, async (tx) => {
    const { id, slug, name, description, createdAt } = await requireDataset(tx, access, input.dataset);
    const counts = (await countDatasets(tx, { datasetIds: [id] })).get(id) ?? {
      images: 0,
      annotated: 0,
      annotations: 0,
      versions: 0,
    };
    const used = new Map((await countByLabel(tx, { datasetId: id })).map((row) => [row.labelId, row.count]));
    const labels = (await listLabels(tx, { datasetId: id })).map((label) => ({
      id: label.id,
      name: label.name,
      hue: label.hue,
      position: label.position,
      annotations: used.get(label.id) ?? 0,
    }));
    return {
      id,
      slug,
      name,
      description,
      createdAt,
      counts,
      labels,
      role: access.role,
      isMember: access.isMember,
    };
  });
}
