import { createHash } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { Sha256 } from "@/lib/ids";
import type { ArtifactKind } from "@/lib/protocol/trainer-event";
import { makeTeam, makeUser, testAccess, testContext } from "../../testing";
import { openArtifact } from "../runs/open-artifact";
import { startRun } from "../runs/start-run";
import { claimRun } from "./claim-run";
import { createArtifact } from "./create-artifact";
import { finaliseArtifact } from "./finalise-artifact";
import { receiveArtifactPart } from "./receive-artifact-part";
import { releaseRun } from "./release-run";
import { makeFrozenVersion, makeWorker, makeWorkerContext } from "./testing";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
  process.env.NEXTAUTH_SECRET ??= "a secret for tests that is long enough";
  process.env.ATELIER_DATA = await mkdtemp(path.join(tmpdir(), "atelier-artifacts-"));
});
afterAll(() => database.drop());

async function heldRun() {
  const { user, actor } = await makeUser(database.db);
  const team = await makeTeam(database.db, { owner: user.id });
  const access = await testAccess(database.db, actor, team.slug);
  const data = await makeFrozenVersion(access, { teamId: team.id });
  const ctx = await makeWorkerContext(access, { userId: user.id, boundTeamId: team.id });
  const workerId = await makeWorker(ctx);
  const claim = async () => {
    const claimed = await claimRun(ctx, { workerId });
    if (!claimed) throw new Error("nothing to claim");
    return claimed;
  };
  await startRun(access, {
    recipe: "detect",
    dataset: data.slug,
    config: {},
    name: "",
    gpu: false,
    workerLabels: [],
  });
  const { lease } = await claim();
  return { access, actor, ctx, lease, claim };
}

const FILE = Buffer.from("a small model, as bytes go");

function described(
  options: { kind?: ArtifactKind; name?: string; step?: number | null; bytes?: Buffer } = {},
) {
  const { kind = "onnx", name = "model.onnx", step = null, bytes = FILE } = options;
  return {
    kind,
    name,
    step,
    bytes: bytes.length,
    sha256: Sha256.parse(createHash("sha256").update(bytes).digest("hex")),
  };
}

function bodyOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new Blob([Uint8Array.from(bytes)]).stream();
}

async function upload(
  held: Awaited<ReturnType<typeof heldRun>>,
  artifact: ReturnType<typeof described>,
  bytes: Buffer,
) {
  const { artifactId } = await createArtifact(held.ctx, { lease: held.lease, artifact });
  await receiveArtifactPart(held.ctx, { artifactId, offset: 0, body: bodyOf(bytes) });
  await finaliseArtifact(held.ctx, { lease: held.lease, artifactId });
  return artifactId;
}

test("an upload goes on where it broke off, and the whole file is what was announced", async () => {
  const held = await heldRun();
  const { ctx, lease } = held;
  const { artifactId } = await createArtifact(ctx, { lease, artifact: described() });
  await receiveArtifactPart(ctx, { artifactId, offset: 0, body: bodyOf(FILE.subarray(0, 10)) });
  const again = await createArtifact(ctx, { lease, artifact: described() });
  expect(again).toEqual({ artifactId, status: "uploading", receivedBytes: 10 });
  const wrong = receiveArtifactPart(ctx, { artifactId, offset: 4, body: bodyOf(FILE.subarray(4)) });
  await expect(wrong).rejects.toMatchObject({ reason: "artifact.wrongOffset", args: { offset: 10 } });
  await expect(finaliseArtifact(ctx, { lease, artifactId })).rejects.toMatchObject({
    reason: "artifact.incomplete",
  });
  await receiveArtifactPart(ctx, { artifactId, offset: 10, body: bodyOf(FILE.subarray(10)) });
  expect(await finaliseArtifact(ctx, { lease, artifactId })).toEqual({ status: "ready" });
  expect(await finaliseArtifact(ctx, { lease, artifactId })).toEqual({ status: "ready" });
  const opened = await openArtifact(held.access, { artifactId });
  const chunks = await opened.stream.toArray();
  expect(Buffer.concat(chunks)).toEqual(FILE);
});

test("a part whose connection breaks keeps what came before", async () => {
  const { ctx, lease } = await heldRun();
  const { artifactId } = await createArtifact(ctx, { lease, artifact: described() });
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(Uint8Array.from(FILE.subarray(0, 7)));
      await new Promise((resolve) => setTimeout(resolve, 50));
      controller.error(new Error("socket hang up"));
    },
  });
  await expect(receiveArtifactPart(ctx, { artifactId, offset: 0, body })).rejects.toThrow("socket hang up");
  const { receivedBytes } = await createArtifact(ctx, { lease, artifact: described() });
  await receiveArtifactPart(ctx, {
    artifactId,
    offset: receivedBytes,
    body: bodyOf(FILE.subarray(receivedBytes)),
  });
  expect(await finaliseArtifact(ctx, { lease, artifactId })).toEqual({ status: "ready" });
});

test("bytes of another hash are thrown away and the upload can start over", async () => {
  const { ctx, lease } = await heldRun();
  const { artifactId } = await createArtifact(ctx, { lease, artifact: described() });
  const forged = Buffer.from(FILE).fill("x", 0, 3);
  await receiveArtifactPart(ctx, { artifactId, offset: 0, body: bodyOf(forged) });
  await expect(finaliseArtifact(ctx, { lease, artifactId })).rejects.toMatchObject({
    reason: "artifact.hashMismatch",
  });
  await receiveArtifactPart(ctx, { artifactId, offset: 0, body: bodyOf(FILE) });
  expect(await finaliseArtifact(ctx, { lease, artifactId })).toEqual({ status: "ready" });
});

test("more bytes than were announced are refused while they stream", async () => {
  const { ctx, lease } = await heldRun();
  const { artifactId } = await createArtifact(ctx, { lease, artifact: described() });
  const flood = receiveArtifactPart(ctx, {
    artifactId,
    offset: 0,
    body: bodyOf(Buffer.alloc(FILE.length + 1)),
  });
  await expect(flood).rejects.toMatchObject({ code: "tooLarge" });
});

test("another file under a name that the attempt has used is refused", async () => {
  const { ctx, lease } = await heldRun();
  await createArtifact(ctx, { lease, artifact: described() });
  const other = createArtifact(ctx, { lease, artifact: described({ bytes: Buffer.from("other") }) });
  await expect(other).rejects.toMatchObject({ reason: "artifact.nameTaken" });
});

test("an attempt that was given back can neither write nor finish its files", async () => {
  const { ctx, lease } = await heldRun();
  const { artifactId } = await createArtifact(ctx, { lease, artifact: described() });
  await releaseRun(ctx, { lease, reason: "stopping" });
  const part = receiveArtifactPart(ctx, { artifactId, offset: 0, body: bodyOf(FILE) });
  await expect(part).rejects.toMatchObject({ code: "stale" });
  await expect(finaliseArtifact(ctx, { lease, artifactId })).rejects.toMatchObject({ code: "stale" });
});

test("the next attempt goes on from the furthest checkpoint, and only two are kept", async () => {
  const held = await heldRun();
  for (const step of [10, 20, 30]) {
    const bytes = Buffer.from(`checkpoint at ${step}`);
    await upload(held, described({ kind: "checkpoint", name: `checkpoint-${step}.pt`, step, bytes }), bytes);
  }
  const first = createHash("sha256").update("checkpoint at 10").digest("hex");
  expect(await held.ctx.blobs.has(Sha256.parse(first))).toBe(false);
  await releaseRun(held.ctx, { lease: held.lease, reason: "stopping" });
  const next = await held.claim();
  expect(next.checkpoint).toMatchObject({ name: "checkpoint-30.pt", step: 30 });
});

test("a stranger downloads nothing of a private team", async () => {
  const held = await heldRun();
  const artifactId = await upload(held, described(), FILE);
  const stranger = await testContext(database.db);
  await expect(openArtifact(stranger, { artifactId })).rejects.toMatchObject({ code: "notFound" });
  const member = { ...stranger, actor: held.actor, blobs: held.access.blobs };
  expect(await openArtifact(member, { artifactId })).toMatchObject({
    name: "model.onnx",
    bytes: FILE.length,
  });
});
