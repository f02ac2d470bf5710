import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { insertBenchmark, listBenchmarksOfVersion } from "@/db/queries/benchmark";
import { findDemoModel, findDemoScore, setModelRun } from "@/db/queries/demo";
import { ensureBlobRow, insertModel } from "@/db/queries/model";
import { findVersionById, listVersionItems } from "@/db/queries/version";
import { inTeam } from "@/db/scope";
import type { ModelId, RunId, Sha256, UserId } from "@/lib/ids";
import { type ModelManifest, modelManifestSchema } from "@/lib/protocol/model-manifest";
import type { BenchmarkMetric } from "@/lib/protocol/score";
import {
  type Predictions,
  predictionsSchema,
  type ScoreReport,
  scoreReportSchema,
} from "@/lib/protocol/score-report";
import type { TeamAccess } from "@/server/access";
import { saveScore } from "@/server/services/boards/record-score";
import { type DemoSet, imagesFolder } from "../models/frozen-content";
import { CONTENT_DIR } from "../pictures/write-content";
import { required, type SeededVersion } from "./seed-dataset";
import { seedRun } from "./seed-run";

export type DemoModel = {
  folder: string;
  slug: string;
  name: string;
  set: DemoSet;
  board: { slug: string; name: string; metric: BenchmarkMetric; description: string };
};

/** The ids that this server gave to what the committed files call by name. */
type Ids = {
  contentHash: Sha256;
  versionName: string;
  imageOf: Map<string, string>;
  labelOf: Map<string, string>;
};

/** Registers one shipped model with its run and its score, after checking that it saw exactly the pictures that are here. */
export async function seedModel(
  access: TeamAccess,
  userId: UserId,
  params: { model: DemoModel; version: SeededVersion },
): Promise<ModelId | null> {
  const { model, version } = params;
  const folder = join(CONTENT_DIR, "models", model.folder);
  if (
    !(await stat(folder).then(
      (found) => found.isDirectory(),
      () => false,
    ))
  )
    return null;
  const ids = await idsOf(access, model, version);
  const runId = await seedRun(access, { userId, name: model.name, folder, version });
  const modelId = await ensureModel(access, { userId, model, folder, ids, version, runId });
  await ensureScore(access, { modelId, model, folder, ids, version });
  return modelId;
}

async function idsOf(access: TeamAccess, model: DemoModel, version: SeededVersion): Promise<Ids> {
  const { row, items } = await inTeam(access.db, access.team.id, async (tx) => ({
    row: await findVersionById(tx, { versionId: version.id }),
    items: await listVersionItems(tx, { versionId: version.id }),
  }));
  if (!row) throw new Error("the demo version is gone");
  const imageOf = new Map(items.map((item) => [stem(item.fileName), item.imageId]));
  for (const item of items) await checkBytes(model.set, item);
  return {
    contentHash: row.contentHash,
    versionName: `${row.datasetName} v${row.number}`,
    imageOf,
    labelOf: new Map(row.labels.map(({ id, name }) => [name, id])),
  };
}

async function checkBytes(set: DemoSet, item: { fileName: string; blobSha256: Sha256 }) {
  const bytes = await readFile(join(imagesFolder(set), `${stem(item.fileName)}.jpg`));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (sha256 !== item.blobSha256)
    throw new Error(`${item.fileName} is not the picture that the shipped model was trained on`);
}

function stem(fileName: string): string {
  return (fileName.split("/").at(-1) ?? fileName).replace(/\.jpg$/, "");
}

type Making = {
  userId: UserId;
  model: DemoModel;
  folder: string;
  ids: Ids;
  version: SeededVersion;
  runId: RunId;
};

async function ensureModel(
  access: TeamAccess,
  { userId, model, folder, ids, version, runId }: Making,
): Promise<ModelId> {
  const teamId = access.team.id;
  const manifest = withIds(modelManifestSchema.parse(await readJson(join(folder, "manifest.json"))), ids);
  const [file, golden] = [manifest.files[0], manifest.golden[0]];
  if (file === undefined || golden === undefined) throw new Error("the shipped manifest names no file");
  const onnx = await access.blobs.put(await readFile(join(folder, file.name)));
  const sample = await access.blobs.put(await readFile(join(folder, golden.image)));
  if (onnx.sha256 !== file.sha256 || sample.sha256 !== golden.imageSha256)
    throw new Error(`${model.folder}: the files are not the manifest's`);
  return inTeam(access.db, teamId, async (tx) => {
    const found = await findDemoModel(tx, { teamId, slug: model.slug });
    if (found) {
      await setModelRun(tx, { modelId: found.id, runId });
      return found.id;
    }
    await ensureBlobRow(tx, { ...onnx, mime: "application/octet-stream" });
    await ensureBlobRow(tx, { ...sample, mime: "image/png" });
    const row = await insertModel(tx, {
      teamId,
      slug: model.slug,
      name: model.name,
      recipe: manifest.recipe,
      task: manifest.task,
      runId,
      datasetVersionId: version.id,
      manifest,
      onnxSha256: onnx.sha256,
      onnxBytes: onnx.bytes,
      goldenSha256: sample.sha256,
      createdBy: userId,
    });
    return row.id;
  });
}

/** The committed manifest calls labels by name and the data by its own hash; here it gets this server's ids. */
function withIds(manifest: ModelManifest, ids: Ids): ModelManifest {
  const labels = manifest.labels.map((label) => ({ ...label, id: ids.labelOf.get(label.name) ?? label.id }));
  return { ...manifest, labels, dataset: { name: ids.versionName, contentHash: ids.contentHash } };
}

type Scoring = { modelId: ModelId; model: DemoModel; folder: string; ids: Ids; version: SeededVersion };

async function ensureScore(access: TeamAccess, { modelId, model, folder, ids, version }: Scoring) {
  const teamId = access.team.id;
  const { slug, name, metric, description } = model.board;
  const report = reportWithIds(
    scoreReportSchema.parse(await readJson(join(folder, `report-${metric}.json`))),
    ids,
  );
  const predictions = predictionsWithIds(
    predictionsSchema.parse(await readJson(join(folder, "predictions.json"))),
    ids,
  );
  const stored = await access.blobs.put(Buffer.from(JSON.stringify(predictions)));
  await inTeam(access.db, teamId, async (tx) => {
    await insertBenchmark(tx, {
      teamId,
      slug,
      name,
      description,
      datasetId: version.datasetId,
      datasetVersionId: version.id,
      split: "test",
      metric,
    });
    const board = (await listBenchmarksOfVersion(tx, { teamId, versionId: version.id })).find(
      (row) => row.metric === metric && row.split === "test",
    );
    if (!board) throw new Error("the demo board could not be opened");
    if (await findDemoScore(tx, { benchmarkId: board.id, modelId })) return;
    // The server computes the score again from the predictions and refuses one that does not follow from them.
    await saveScore(tx, access, {
      teamId,
      runId: null,
      benchmarkId: board.id,
      modelId,
      report,
      predictions: stored,
    });
  });
}

function reportWithIds(report: ScoreReport, ids: Ids): ScoreReport {
  const perClass = report.perClass.map((row) => ({
    ...row,
    labelId: row.labelId === null ? null : (ids.labelOf.get(row.name) ?? row.labelId),
  }));
  return { ...report, perClass, dataset: { name: ids.versionName, contentHash: ids.contentHash } };
}

function predictionsWithIds(predictions: Predictions, ids: Ids): Predictions {
  return {
    ...predictions,
    images: predictions.images.map((image) => {
      const imageId = required(ids.imageOf, image.imageId);
      if (image.kind === "authenticity") return { ...image, imageId };
      return {
        ...image,
        imageId,
        boxes: image.boxes.map((box) => ({ ...box, labelId: required(ids.labelOf, box.labelId) })),
      };
    }),
  };
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, "utf8"));
}
