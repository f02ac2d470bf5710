import type { Transaction } from "@/db/client";
import {
  ensureBlobRow,
  findModelOfRun,
  findRunOutcome,
  insertModel,
  listModelSlugs,
  listReadyArtifacts,
} from "@/db/queries/model";
import type { ModelId, RunId, TeamId } from "@/lib/ids";
import { type ModelManifest, modelManifestSchema } from "@/lib/protocol/model-manifest";
import type { BlobStore } from "../../blobs/blob-store";
import { AppError } from "../../errors";
import { openDefaultBoard } from "../boards/open-default-board";
import { readJsonBlob } from "./read-json-blob";
import { freeSlug, slugOf } from "./slug";

/** One uploaded file of a run. */
type Artifact = Awaited<ReturnType<typeof listReadyArtifacts>>[number];

/**
 * Makes the model of a succeeded train run from its artifacts (onnx, manifest, golden), inside the
 * transaction that completes the run; a second call returns the same model. Opens the default benchmark of
 * the run's dataset version when that has none, and queues a score run on it.
 *
 * @throws AppError `invalid` when an artifact is missing or the files and the manifest do not belong together.
 */
export async function registerModel(
  tx: Transaction,
  stores: { blobs: BlobStore },
  params: { teamId: TeamId; runId: RunId },
): Promise<ModelId> {
  const existing = await findModelOfRun(tx, params);
  if (existing) return existing.id;
  const run = await findRunOutcome(tx, params);
  if (!run) throw new AppError("notFound", "run.notFound");
  if (run.kind !== "train")
    throw new AppError("invalid", "model.notATrainRun", { args: { number: run.number } });
  const artifacts = await listReadyArtifacts(tx, { ...params, attempt: run.attempt });
  const manifestFile = theOne(artifacts, "manifest");
  const manifest = await readJsonBlob(stores.blobs, {
    sha256: manifestFile.sha256,
    schema: modelManifestSchema,
    reason: "model.manifestInvalid",
  });
  const onnx = theOne(artifacts, "onnx");
  const golden = theOne(artifacts, "golden");
  checkBelongTogether({ manifest, onnx, golden, recipe: run.recipe, contentHash: run.contentHash });
  await ensureBlobRow(tx, { sha256: onnx.sha256, bytes: onnx.bytes, mime: "application/octet-stream" });
  await ensureBlobRow(tx, { sha256: golden.sha256, bytes: golden.bytes, mime: "image/png" });
  const wanted = slugOf(run.name, `${run.recipe}-${run.number}`);
  const model = await insertModel(tx, {
    teamId: params.teamId,
    slug: freeSlug(wanted, await listModelSlugs(tx, { teamId: params.teamId, prefix: wanted })),
    name: run.name,
    recipe: manifest.recipe,
    task: manifest.task,
    runId: run.id,
    datasetVersionId: run.datasetVersionId,
    manifest,
    onnxSha256: onnx.sha256,
    onnxBytes: onnx.bytes,
    goldenSha256: golden.sha256,
    createdBy: run.createdBy,
  });
  await openDefaultBoard(tx, { teamId: params.teamId, model });
  return model.id;
}

function theOne(artifacts: readonly Artifact[], kind: string): Artifact {
  const [first, ...others] = artifacts.filter((artifact) => artifact.kind === kind);
  if (!first || others.length > 0) {
    throw new AppError("invalid", "model.artifactMissing", {
      args: { kind, count: first ? others.length + 1 : 0 },
    });
  }
  return first;
}

type Parts = {
  manifest: ModelManifest;
  onnx: Artifact;
  golden: Artifact;
  recipe: string;
  contentHash: string;
};

function checkBelongTogether({ manifest, onnx, golden, recipe, contentHash }: Parts): void {
  const file = manifest.files.find((candidate) => candidate.sha256 === onnx.sha256);
  if (!file || file.bytes !== onnx.bytes) {
    throw new AppError("invalid", "model.hashMismatch", { args: { file: onnx.name } });
  }
  if (!manifest.golden.some((sample) => sample.imageSha256 === golden.sha256)) {
    throw new AppError("invalid", "model.hashMismatch", { args: { file: golden.name } });
  }
  if (manifest.dataset.contentHash !== contentHash) {
    throw new AppError("invalid", "model.datasetMismatch", {
      args: { expected: contentHash.slice(0, 12), found: manifest.dataset.contentHash.slice(0, 12) },
    });
  }
  if (manifest.recipe !== recipe) {
    throw new AppError("invalid", "model.recipeMismatch", {
      args: { expected: recipe, found: manifest.recipe },
    });
  }
}
