import { createWriteStream } from "node:fs";
import { mkdir, readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { findDataset } from "@/db/queries/dataset";
import { countImagesWithGroup, listImageNames, setImageGroup } from "@/db/queries/demo";
import { findJob, insertJob } from "@/db/queries/job";
import { listLabels } from "@/db/queries/label";
import { insertUpload } from "@/db/queries/upload";
import { newId } from "@/db/schema/columns";
import { inTeam } from "@/db/scope";
import type { DatasetId, ImageId, JobId, LabelId, UploadId, UserId } from "@/lib/ids";
import type { TeamAccess } from "@/server/access";
import { setTags } from "@/server/services/annotations/set-tags";
import { createDataset } from "@/server/services/datasets/create-dataset";
import { runJob } from "@/server/services/jobs/run-job";
import { uploadFolder, uploadPath } from "@/server/services/uploads/upload-folder";
import { freezeVersion } from "@/server/services/versions/freeze-version";
import { type DemoSet, imagesFolder, readCoco } from "../models/frozen-content";
import { type CocoFile, SPLITS } from "../pictures/coco";
import { CONTENT_DIR } from "../pictures/write-content";

/** Splits as the files name them; look-alikes of the same painting are told by their groups, not by their looks. */
const SPLIT = { train: 0.7, val: 0.15, test: 0.15, seed: 7, keepImported: true, nearDuplicateBits: 0 };

export type SeededVersion = Awaited<ReturnType<typeof freezeVersion>> & { datasetId: DatasetId };

/** Brings one demo set in as a person would: a zip through the import, tags, groups, a frozen version. */
export async function seedDataset(access: TeamAccess, userId: UserId, set: DemoSet): Promise<SeededVersion> {
  const files = await Promise.all(
    SPLITS.map((split) => readCoco(join(CONTENT_DIR, set.folder, set.files(split)))),
  );
  const dataset = await findOrCreate(access, set);
  const place = { access, datasetId: dataset.id, wanted: files.flatMap((file) => file.images).length };
  if (!(await isImported(place))) await importZip(access, { userId, datasetId: dataset.id, set });
  await tagPictures(place, files);
  await groupPictures(place, files);
  const version = await freezeVersion(access, { dataset: dataset.slug, split: SPLIT, note: "" });
  return { ...version, datasetId: dataset.id };
}

type Place = { access: TeamAccess; datasetId: DatasetId; wanted: number };

async function findOrCreate(access: TeamAccess, set: DemoSet) {
  const found = await inTeam(access.db, access.team.id, (tx) =>
    findDataset(tx, { teamId: access.team.id, slug: set.slug }),
  );
  if (found) return { id: found.id, slug: found.slug };
  const made = await createDataset(access, { name: set.name, description: set.description });
  if (made.slug !== set.slug) throw new Error(`the demo dataset became ${made.slug}, not ${set.slug}`);
  return made;
}

async function isImported({ access, datasetId, wanted }: Place): Promise<boolean> {
  const names = await inTeam(access.db, access.team.id, (tx) => listImageNames(tx, { datasetId }));
  return names.length >= wanted;
}

async function importZip(access: TeamAccess, params: { userId: UserId; datasetId: DatasetId; set: DemoSet }) {
  const uploadId = newId<UploadId>();
  await mkdir(uploadFolder(), { recursive: true });
  await zipSet(params.set, uploadPath(uploadId));
  const { size } = await stat(uploadPath(uploadId));
  const { teamId, jobId } = await inTeam(access.db, access.team.id, async (tx) => {
    const owner = { teamId: access.team.id, userId: params.userId };
    const expiresAt = new Date(Date.now() + 24 * 3600_000);
    await insertUpload(tx, {
      ...owner,
      id: uploadId,
      fileName: `${params.set.folder}.zip`,
      bytes: size,
      receivedBytes: size,
      expiresAt,
    });
    const job = await insertJob(tx, {
      teamId: access.team.id,
      datasetId: params.datasetId,
      kind: "import",
      input: { kind: "import", uploadIds: [uploadId] },
      createdBy: params.userId,
    });
    return { teamId: access.team.id, jobId: job.id };
  });
  await runJob(access, jobId);
  await checkDone(access, { teamId, jobId });
}

async function checkDone(
  access: TeamAccess,
  { teamId, jobId }: { teamId: TeamAccess["team"]["id"]; jobId: JobId },
) {
  const job = await inTeam(access.db, teamId, (tx) => findJob(tx, { jobId }));
  const isClean = job?.status === "succeeded" && job.report?.images.skipped === 0;
  if (!isClean)
    throw new Error(
      `the demo import ended as ${job?.status}: ${JSON.stringify(job?.failure ?? job?.report?.skipped.slice(0, 3))}`,
    );
}

async function zipSet(set: DemoSet, target: string) {
  const zip = new ZipFile();
  for (const name of (await readdir(imagesFolder(set))).sort())
    zip.addFile(join(imagesFolder(set), name), `images/${name}`, { compress: false });
  for (const split of SPLITS) zip.addFile(join(CONTENT_DIR, set.folder, set.files(split)), set.files(split));
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(target));
}

/** COCO has no tags, so an annotation without a box becomes one here. */
async function tagPictures(place: Place, files: readonly CocoFile[]) {
  const { access, datasetId } = place;
  const names = files.flatMap((file) => tagsOf(file));
  if (names.length === 0) return;
  const { idOf, labelOf } = await inTeam(access.db, access.team.id, async (tx) => ({
    idOf: byBaseName(await listImageNames(tx, { datasetId })),
    labelOf: new Map((await listLabels(tx, { datasetId })).map((label) => [label.name, label.id])),
  }));
  for (const label of new Set(names.map((tag) => tag.label))) {
    const images = names.filter((tag) => tag.label === label).map((tag) => required(idOf, tag.file));
    const add: LabelId[] = [required(labelOf, label)];
    await setTags(access, { images, add, remove: [] });
  }
}

function tagsOf(file: CocoFile): { file: string; label: string }[] {
  const nameOf = new Map(file.images.map((image) => [image.id, image.file_name]));
  const labelOf = new Map(file.categories.map((category) => [category.id, category.name]));
  return file.annotations
    .filter((annotation) => annotation.bbox === undefined)
    .map((annotation) => ({
      file: required(nameOf, annotation.image_id),
      label: required(labelOf, annotation.category_id),
    }));
}

/** Pictures of one painted ground, or of one region of the painting, stay on one side of the split. */
async function groupPictures({ access, datasetId, wanted }: Place, files: readonly CocoFile[]) {
  await inTeam(access.db, access.team.id, async (tx) => {
    if ((await countImagesWithGroup(tx, { datasetId })) >= wanted) return;
    const idOf = byBaseName(await listImageNames(tx, { datasetId }));
    for (const image of files.flatMap((file) => file.images)) {
      await setImageGroup(tx, { imageId: required(idOf, image.file_name), groupKey: image.group });
    }
  });
}

function byBaseName(images: { id: ImageId; fileName: string }[]): Map<string, ImageId> {
  return new Map(images.map(({ id, fileName }) => [basename(fileName), id]));
}

export function required<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  if (value === undefined)
    throw new Error(`the demo content does not fit together: ${String(key)} is missing`);
  return value;
}
