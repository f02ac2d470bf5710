import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/db/client";
import { insertRun } from "@/db/queries/run";
import { newId } from "@/db/schema/columns";
import { blob, dataset, datasetVersion, datasetVersionItem } from "@/db/schema/dataset";
import { artifact, run } from "@/db/schema/training";
import { asSystem, inTeam } from "@/db/scope";
import { type BenchmarkId, type ImageId, type LabelId, type ModelId, Sha256, type TeamId } from "@/lib/ids";
import type { SplitName } from "@/lib/protocol/dataset-version";
import type { FrozenAnnotation } from "@/lib/protocol/frozen-dataset";
import { type ModelManifest, modelManifestSchema } from "@/lib/protocol/model-manifest";
import type { BlobStore } from "../../blobs/blob-store";

export type TestPicture = {
  split: SplitName;
  annotations?: FrozenAnnotation[];
  sha256?: Sha256;
  group?: string;
};
export type TestLabel = { id: LabelId; name: string; hue: number };
export type TestVersion = Awaited<ReturnType<typeof makeVersion>>;

export function hashOf(text: string): Sha256 {
  return Sha256.parse(createHash("sha256").update(text).digest("hex"));
}

export function labelNamed(name: string): TestLabel {
  return { id: newId<LabelId>(), name, hue: 0 };
}

/** A dataset with one frozen version of the given pictures, 100 × 100 px each. */
export async function makeVersion(
  db: Database,
  params: { teamId: TeamId; labels: TestLabel[]; pictures: TestPicture[] },
) {
  const { teamId, labels, pictures } = params;
  return inTeam(db, teamId, async (tx) => {
    const slug = `data-${randomUUID().slice(0, 8)}`;
    const [set] = await tx.insert(dataset).values({ teamId, slug, name: "Raccoons" }).returning();
    if (!set) throw new Error("no dataset");
    const contentHash = hashOf(slug);
    const countOf = (split: SplitName) => pictures.filter((picture) => picture.split === split).length;
    const [version] = await tx
      .insert(datasetVersion)
      .values({
        teamId,
        datasetId: set.id,
        number: 1,
        contentHash,
        labels,
        splitConfig: { train: 0.5, val: 0, test: 0.5, seed: 1, keepImported: false, nearDuplicateBits: 0 },
        counts: {
          images: pictures.length,
          annotations: 0,
          groups: pictures.length,
          bySplit: { train: countOf("train"), val: countOf("val"), test: countOf("test") },
          byLabel: {},
        },
      })
      .returning();
    if (!version) throw new Error("no version");
    const items = pictures.map((picture, index) => ({
      versionId: version.id,
      teamId,
      imageId: newId<ImageId>(),
      fileName: `${index}.jpg`,
      blobSha256: picture.sha256 ?? hashOf(`${slug} ${index}`),
      widthPx: 100,
      heightPx: 100,
      split: picture.split,
      groupKey: picture.group ?? null,
      annotations: (picture.annotations ?? []).map((annotation) => ({ ...annotation, attributes: {} })),
    }));
    const blobs = items.map((item) => ({ sha256: item.blobSha256, bytes: 1, mime: "image/jpeg" }));
    await tx.insert(blob).values(blobs).onConflictDoNothing();
    await tx.insert(datasetVersionItem).values(items);
    return { id: version.id, datasetId: set.id, contentHash, labels, items };
  });
}

const fixture = z.object({ valid: z.array(z.object({ value: modelManifestSchema })) });

/** The contract's own example manifests: a detector, an authenticity model. */
export function exampleManifest(task: "detect" | "authenticity"): ModelManifest {
  const file = new URL("../../../lib/protocol/fixtures/model-manifest.json", import.meta.url);
  const found = fixture
    .parse(JSON.parse(readFileSync(file, "utf8")))
    .valid.find(({ value }) => value.task === task);
  if (!found) throw new Error(`no example of ${task}`);
  return found.value;
}

/** A succeeded train run with its three files in the store. */
export async function makeTrainRun(
  db: Database,
  params: {
    blobs: BlobStore;
    teamId: TeamId;
    version: TestVersion;
    name?: string;
    task?: "detect" | "authenticity";
    leaveOut?: "onnx" | "manifest" | "golden";
    change?: (manifest: ModelManifest) => ModelManifest;
  },
) {
  const { blobs, teamId, version, task = "detect", change = (manifest) => manifest } = params;
  const onnx = await blobs.put(Buffer.from(`onnx ${randomUUID()}`));
  const golden = await blobs.put(Buffer.from(`png ${randomUUID()}`));
  const example = exampleManifest(task);
  const manifest = change({
    ...example,
    files: [{ name: "model.onnx", bytes: onnx.bytes, sha256: onnx.sha256, precision: "float32" }],
    golden: example.golden.map((sample) => ({ ...sample, imageSha256: golden.sha256 })),
    dataset: { name: "Raccoons v1", contentHash: version.contentHash },
  });
  const manifestBlob = await blobs.put(Buffer.from(JSON.stringify(manifest)));
  const files = [
    { kind: "onnx", name: "model.onnx", ...onnx },
    { kind: "golden", name: "golden-0.png", ...golden },
    { kind: "manifest", name: "manifest.json", ...manifestBlob },
  ].filter((file) => file.kind !== params.leaveOut);
  const runId = await makeRun(db, {
    teamId,
    version,
    kind: "train",
    name: params.name ?? "Raccoons v1",
    recipe: task,
    files,
  });
  return { runId, onnxSha256: onnx.sha256 };
}

type TestRun = {
  teamId: TeamId;
  version: TestVersion;
  kind: "train" | "score";
  name: string;
  recipe: string;
  files: { kind: string; name: string; sha256: Sha256; bytes: number }[];
  modelId?: ModelId;
  benchmarkId?: BenchmarkId;
};

/** A run in its first attempt, with finished artifacts. */
export async function makeRun(db: Database, { teamId, version, files, ...rest }: TestRun) {
  return asSystem(db, async (tx) => {
    const made = await insertRun(tx, {
      teamId,
      ...rest,
      config: {},
      seed: 1,
      datasetId: version.datasetId,
      datasetVersionId: version.id,
      requirements: { gpus: 0, gpuMemoryMiB: 0, memoryMiB: 0, labels: [] },
      createdBy: null,
    });
    await tx.update(run).set({ status: "succeeded", attempt: 1 }).where(eq(run.id, made.id));
    for (const file of files) {
      await tx
        .insert(artifact)
        .values({ ...file, teamId, runId: made.id, attempt: 1, status: "ready", receivedBytes: file.bytes });
    }
    return made.id;
  });
}

/** A true box of 20 × 20 px. */
export function boxAt(labelId: LabelId, x: number, y: number): FrozenAnnotation {
  return { id: newId(), labelId, kind: "box", x, y, width: 20, height: 20 };
}
