import { z } from "zod";
import {
  countImages,
  findImage,
  findNeighbours,
  IMAGE_SORTS,
  type ImageFilters,
  listAnnotationsOf,
  listImages,
} from "@/db/queries/image";
import { inTeam } from "@/db/scope";
import { ImageId, LabelId } from "@/lib/ids";
import { SplitName } from "@/lib/protocol/dataset-version";
import { requireRole, type TeamAccess } from "../../access";
import { AppError } from "../../errors";
import { requireDataset } from "../datasets/require-dataset";
import { imageUrl } from "./image-url";

export const ImageFiltersInput = z.object({
  label: LabelId.optional(),
  annotated: z.boolean().optional(),
  split: z.enum([...SplitName.options, "none"]).optional(),
  name: z.string().max(200).optional(),
});
export type ImageFiltersInput = z.infer<typeof ImageFiltersInput>;
export const ImageSortInput = z.enum(IMAGE_SORTS);

export const ListImages = z.object({
  dataset: z.string(),
  cursor: z.object({ key: z.string(), id: ImageId }).nullish(),
  limit: z.number().int().min(1).max(500).default(100),
  sort: ImageSortInput.default("name"),
  filters: ImageFiltersInput.default({}),
});

/** One page of a dataset's pictures with the boxes to draw on their thumbnails, in image pixels. */
export async function listDatasetImages(access: TeamAccess, input: z.infer<typeof ListImages>) {
  requireRole(access, "viewer");
  return inTeam(access.db, access.team.id, async (tx) => {
    const { id: datasetId } = await requireDataset(tx, access, input.dataset);
    const place = { datasetId, filters: queryFilters(input.filters), sort: input.sort };
    const rows = await listImages(tx, { ...place, cursor: input.cursor ?? null, limit: input.limit + 1 });
    const page = rows.slice(0, input.limit);
    const last = rows.length > input.limit ? page.at(-1) : undefined;
    const annotations = await listAnnotationsOf(tx, { imageIds: page.map(({ id }) => id) });
    return {
      total: input.cursor ? null : await countImages(tx, place),
      next: last ? { key: last.sortKey, id: last.id } : null,
      items: page.map((row) => ({
        ...describeImage(access.team.slug, row),
        annotations: annotations
          .filter(({ imageId }) => imageId === row.id)
          .map(({ id, labelId, geometry }) => ({ id, labelId, geometry })),
      })),
    };
  });
}

export const GetImage = z.object({
  image: ImageId,
  sort: ImageSortInput.default("name"),
  filters: ImageFiltersInput.default({}),
});

/** One picture, with those before and after it in the grid's order. */
export async function getImage(access: TeamAccess, input: z.infer<typeof GetImage>) {
  requireRole(access, "viewer");
  return inTeam(access.db, access.team.id, async (tx) => {
    const row = await findImage(tx, { teamId: access.team.id, imageId: input.image });
    if (!row) throw new AppError("notFound", "image.notFound");
    const place = { datasetId: row.datasetId, filters: queryFilters(input.filters), sort: input.sort };
    const around = await findNeighbours(tx, { ...place, at: { key: row.sortKey, id: row.id } });
    const total = await countImages(tx, place);
    return {
      ...describeImage(access.team.slug, row),
      dataset: { slug: row.datasetSlug, name: row.datasetName },
      ...around,
      total,
    };
  });
}

function queryFilters({ label, ...rest }: ImageFiltersInput): ImageFilters {
  return { ...rest, labelId: label };
}

type ImageRow = Awaited<ReturnType<typeof listImages>>[number];

function describeImage(team: string, row: ImageRow) {
  const {
    id,
    fileName,
    mime,
    widthPx,
    heightPx,
    thumbhash,
    groupKey,
    importedSplit,
    annotationCount,
    createdAt,
  } = row;
  return {
    id,
    fileName,
    mime,
    widthPx,
    heightPx,
    thumbhash,
    groupKey,
    importedSplit,
    annotationCount,
    createdAt,
    fullUrl: imageUrl(team, { id, sha256: row.blobSha256 }, "full"),
    thumbnailUrl: imageUrl(team, { id, sha256: row.thumbnailSha256 }, "thumbnail"),
  };
}
