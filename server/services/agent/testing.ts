import { createHash, randomUUID } from "node:crypto";
import type { Database } from "@/db/client";
import { newId } from "@/db/schema/columns";
import { blob, dataset, datasetVersion, datasetVersionItem, image } from "@/db/schema/dataset";
import { token } from "@/db/schema/identity";
import { asSystem } from "@/db/scope";
import { type DatasetId, Sha256, type TeamId, type UserId, type WorkerId } from "@/lib/ids";
import type { WorkerRegistration } from "@/lib/protocol/agent";
import { hashSecret, makeSecret } from "../../auth/secret-hash";
import type { RequestContext } from "../../context";
import { registerWorker } from "./register-worker";
import type { WorkerContext } from "./worker-context";

/** A frozen version of a few pictures in a team's new dataset. */
export async function makeFrozenVersion(ctx: RequestContext, params: { teamId: TeamId; images?: number }) {
  const { teamId, images = 4 } = params;
  const slug = `data-${randomUUID().slice(0, 8)}`;
  return asSystem(ctx.db, async (tx) => {
    const datasetId = newId<DatasetId>();
    await tx.insert(dataset).values({ id: datasetId, teamId, slug, name: "Raccoons" });
    const items = [];
    for (let index = 0; index < images; index += 1) {
      const { sha256, bytes } = await ctx.blobs.put(Buffer.from(`picture ${slug} ${index}`));
      await tx.insert(blob).values({ sha256, bytes, mime: "image/jpeg" });
      const file = { fileName: `${index}.jpg`, blobSha256: sha256, widthPx: 8, heightPx: 8 };
      const rest = {
        sourceSha256: sha256,
        thumbnailSha256: sha256,
        mime: "image/jpeg" as const,
        thumbhash: "",
        dhash: "0".repeat(16),
      };
      const [row] = await tx
        .insert(image)
        .values({ teamId, datasetId, ...file, ...rest })
        .returning({ id: image.id });
      if (row)
        items.push({
          teamId,
          imageId: row.id,
          ...file,
          split: index === 0 ? ("test" as const) : ("train" as const),
          groupKey: null,
          annotations: [],
        });
    }
    const [version] = await tx
      .insert(datasetVersion)
      .values({
        teamId,
        datasetId,
        number: 1,
        contentHash: Sha256.parse(createHash("sha256").update(slug).digest("hex")),
        labels: [],
        splitConfig: { train: 0.8, val: 0.1, test: 0.1, seed: 1, keepImported: false, nearDuplicateBits: 4 },
        counts: {
          images,
          annotations: 0,
          groups: 0,
          bySplit: { train: images - 1, val: 0, test: 1 },
          byLabel: {},
        },
      })
      .returning();
    if (!version) throw new Error("insert returned no row");
    await tx.insert(datasetVersionItem).values(items.map((item) => ({ ...item, versionId: version.id })));
    return { slug, datasetId, versionId: version.id, hashes: items.map((item) => item.blobSha256) };
  });
}

/** A worker's context with a live token of its own; bound to a team unless `boundTeamId` is null. */
export async function makeWorkerContext(
  ctx: RequestContext,
  params: { userId: UserId; boundTeamId: TeamId | null },
): Promise<WorkerContext> {
  const secret = makeSecret("atl_wrk");
  const [row] = await insertWorkerToken(ctx.db, { ...params, secretHash: hashSecret(secret) });
  if (!row) throw new Error("insert returned no row");
  const worker = { tokenId: row.id, boundTeamId: params.boundTeamId };
  return { ...ctx, actor: { kind: "worker", ...worker }, worker };
}

function insertWorkerToken(
  db: Database,
  params: { userId: UserId; boundTeamId: TeamId | null; secretHash: string },
) {
  const expiresAt = new Date(Date.now() + 3_600_000);
  return db
    .insert(token)
    .values({
      kind: "worker",
      name: "test worker",
      prefix: "atl_wrk_test",
      scopes: ["worker"],
      expiresAt,
      ...params,
    })
    .returning({ id: token.id });
}

/** Registers a worker whose environment is ready. */
export async function makeWorker(
  ctx: WorkerContext,
  change: Partial<WorkerRegistration> = {},
): Promise<WorkerId> {
  const { workerId } = await registerWorker(ctx, {
    instance: randomUUID(),
    name: "bench",
    agentVersion: "0",
    labels: [],
    hardware: { cpus: 2, memoryMiB: 16_000, gpus: [], platform: "linux-x64" },
    environment: READY,
    ...change,
  });
  return workerId;
}

export const READY = {
  phase: "ready" as const,
  step: "verify",
  doneSteps: 8,
  totalSteps: 8,
  python: "3.11.7",
  torch: "2.15.0",
  cuda: false,
  error: null,
  log: "",
};
