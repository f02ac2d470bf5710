import { randomInt, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { newId } from "@/db/schema/columns";
import { dataset, image, job, label, upload } from "@/db/schema/dataset";
import { benchmark, model } from "@/db/schema/model";
import { run, worker } from "@/db/schema/training";
import { asSystem } from "@/db/scope";
import type { LabelId } from "@/lib/ids";
import { openTeam } from "./access";
import { resolveActor } from "./auth/resolve-actor";
import { signedInBrowser } from "./auth/testing";
import type { RequestContext } from "./context";
import { boxAt, hashOf, makeTrainRun, makeVersion, type TestPicture } from "./services/boards/testing";
import { registerModel } from "./services/models/register-model";
import { createInvite } from "./services/teams/manage-invites";
import { createPersonalToken, createTeamWorkerToken } from "./services/tokens/create-token";
import { makeTeam, makeUser, testContext } from "./testing";

/** One of everything that an address or an id in a request can name, all in one team. */
export type Workshop = Awaited<ReturnType<typeof makeWorkshop>>;

export async function makeWorkshop(db: Database, options: { isPublic?: boolean } = {}) {
  const owner = await makeUser(db, "Owner");
  const team = await makeTeam(db, { owner: owner.user.id, ...options });
  const viewer = await makeUser(db, "Viewer");
  await team.addMember(viewer.user.id, "viewer");
  const browser = await signedInBrowser(db, owner.user.id);
  const ctx = await testContext(db, await resolveActor(db, browser.headers));
  const access = await openTeam(ctx, team.slug);
  const labels = [{ id: newId<LabelId>(), name: "raccoon", hue: 0 }];
  const pictures: TestPicture[] = [
    { split: "train" },
    { split: "test", annotations: labels.map(({ id }) => boxAt(id, 10, 10)) },
  ];
  const version = await makeVersion(db, { teamId: team.id, labels, pictures });
  const { runId } = await makeTrainRun(db, {
    blobs: ctx.blobs,
    teamId: team.id,
    version,
    name: `Model ${randomUUID()}`,
  });
  const modelId = await asSystem(db, (tx) => registerModel(tx, ctx, { teamId: team.id, runId }));
  const second = await makeTrainRun(db, {
    blobs: ctx.blobs,
    teamId: team.id,
    version,
    name: `Second ${randomUUID()}`,
  });
  const secondModelId = await asSystem(db, (tx) =>
    registerModel(tx, ctx, { teamId: team.id, runId: second.runId }),
  );
  const workerToken = await createTeamWorkerToken(access, { name: "gpu", days: 1 });
  const invite = await createInvite(access, { role: "viewer", days: 1, maxUses: 1 });
  const personalToken = await createPersonalToken(ctx, {
    name: "script",
    scopes: ["write"],
    boundTo: null,
    days: 1,
  });
  const rows = await asSystem(db, async (tx) => {
    const [set] = await tx.select().from(dataset).where(eq(dataset.id, version.datasetId));
    const [board] = await tx.select().from(benchmark).where(eq(benchmark.datasetVersionId, version.id));
    const [made] = await tx.select().from(model).where(eq(model.id, modelId));
    const [secondMade] = await tx.select().from(model).where(eq(model.id, secondModelId));
    const runNumber = randomInt(1_000, 1_000_000);
    await tx.update(run).set({ number: runNumber }).where(eq(run.id, runId));
    const inDataset = { teamId: team.id, datasetId: version.datasetId };
    const [labelRow] = await tx
      .insert(label)
      .values({ ...inDataset, name: "raccoon", hue: 0, position: 0 })
      .returning();
    const [imageRow] = await tx
      .insert(image)
      .values({ ...inDataset, ...PICTURE, ...pictureOf(version) })
      .returning();
    const [jobRow] = await tx
      .insert(job)
      .values({
        ...inDataset,
        kind: "export",
        input: { kind: "export", format: "coco", versionNumber: null },
        createdBy: owner.user.id,
      })
      .returning();
    const [uploadRow] = await tx
      .insert(upload)
      .values({
        teamId: team.id,
        userId: owner.user.id,
        fileName: "a.zip",
        bytes: 1,
        expiresAt: new Date(Date.now() + 60_000),
      })
      .returning();
    const [workerRow] = await tx
      .insert(worker)
      .values({ ...WORKER, teamId: team.id, tokenId: workerToken.id, instance: randomUUID() })
      .returning();
    return {
      dataset: present(set).slug,
      board: present(board).slug,
      model: present(made).slug,
      secondModel: present(secondMade).slug,
      run: runNumber,
      label: present(labelRow).id,
      image: present(imageRow).id,
      job: present(jobRow).id,
      upload: present(uploadRow).id,
      worker: present(workerRow).id,
    };
  });
  return {
    ...rows,
    team: team.slug,
    teamId: team.id,
    owner,
    viewer,
    ctx,
    member: viewer.user.id,
    session: browser.sessionId,
    version: version.id,
    runId,
    invite: invite.id,
    inviteSecret: invite.secret,
    workerToken: workerToken.id,
    workerSecret: workerToken.secret,
    personalToken: personalToken.id,
    personalSecret: personalToken.secret,
  };
}

const PICTURE = {
  fileName: "a.jpg",
  mime: "image/jpeg",
  widthPx: 100,
  heightPx: 100,
  thumbhash: "",
  dhash: "0000000000000000",
} as const;

function pictureOf(version: Awaited<ReturnType<typeof makeVersion>>) {
  const [first] = version.items;
  const { blobSha256 } = present(first);
  return { blobSha256, thumbnailSha256: blobSha256, sourceSha256: hashOf(randomUUID()) };
}

const WORKER: Omit<typeof worker.$inferInsert, "teamId" | "tokenId" | "instance"> = {
  name: "gpu",
  agentVersion: "test",
  labels: [],
  hardware: { cpus: 1, memoryMiB: 1, gpus: [], platform: "linux" },
  environment: {
    phase: "ready",
    step: "",
    doneSteps: 0,
    totalSteps: 0,
    python: null,
    torch: null,
    cuda: false,
    error: null,
    log: "",
  },
};

function present<Row>(row: Row | undefined): Row {
  if (!row) throw new Error("the fixture's row is missing");
  return row;
}

/** The context of a request that carries these headers. */
export async function contextOf(db: Database, headers: Headers): Promise<RequestContext> {
  return { ...(await testContext(db, await resolveActor(db, headers))), headers };
}
