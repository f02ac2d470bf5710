import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listBenchmarks } from "@/db/queries/benchmark";
import { listModels } from "@/db/queries/model";
import { listRunsOfTeam } from "@/db/queries/run";
import { asSystem, inTeam } from "@/db/scope";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { RunId, TeamId } from "@/lib/ids";
import { makeTeam, makeUser, testContext } from "@/server/testing";
import type { BlobStore } from "../../blobs/blob-store";
import { boxAt, labelNamed, makeTrainRun, makeVersion } from "../boards/testing";
import { registerModel } from "./register-model";

let test: TestDatabase;
let blobs: BlobStore;
let teamId: TeamId;

beforeAll(async () => {
  test = await createTestDatabase();
  ({ blobs } = await testContext(test.db));
  const { user } = await makeUser(test.db);
  teamId = (await makeTeam(test.db, { owner: user.id })).id;
});
afterAll(() => test.drop());

const register = (runId: RunId) => asSystem(test.db, (tx) => registerModel(tx, { blobs }, { teamId, runId }));

function annotatedVersion() {
  return makeVersion(test.db, {
    teamId,
    labels: [labelNamed("raccoon")],
    pictures: [{ split: "train" }, { split: "test" }],
  });
}

describe("a succeeded train run", () => {
  it("becomes one model, however often it is registered", async () => {
    const version = await annotatedVersion();
    const { runId, onnxSha256 } = await makeTrainRun(test.db, {
      blobs,
      teamId,
      version,
      name: "Night raccoons",
    });
    const first = await register(runId);
    expect(await register(runId)).toBe(first);
    const models = await inTeam(test.db, teamId, (tx) => listModels(tx, { teamId }));
    const mine = models.filter((model) => model.id === first);
    expect(mine).toMatchObject([
      { slug: "night-raccoons", name: "Night raccoons", onnxSha256, versionNumber: 1 },
    ]);
  });

  it("gives a second model of the same name another address", async () => {
    const version = await annotatedVersion();
    const runs = [1, 2].map(() => makeTrainRun(test.db, { blobs, teamId, version, name: "Twins" }));
    for (const made of runs) await register((await made).runId);
    const models = await inTeam(test.db, teamId, (tx) => listModels(tx, { teamId }));
    expect(
      models
        .filter((model) => model.name === "Twins")
        .map((model) => model.slug)
        .sort(),
    ).toEqual(["twins", "twins-2"]);
  });

  it("opens the board of its version and queues its score there", async () => {
    const raccoon = labelNamed("raccoon");
    const version = await makeVersion(test.db, {
      teamId,
      labels: [raccoon],
      pictures: [{ split: "train" }, { split: "test", annotations: [boxAt(raccoon.id, 10, 10)] }],
    });
    const { runId } = await makeTrainRun(test.db, { blobs, teamId, version });
    const modelId = await register(runId);
    const boards = await inTeam(test.db, teamId, (tx) => listBenchmarks(tx, { teamId }));
    const board = boards.find((candidate) => candidate.datasetVersionId === version.id);
    expect(board).toMatchObject({ metric: "map", split: "test" });
    const runs = await inTeam(test.db, teamId, (tx) =>
      listRunsOfTeam(tx, {
        teamId,
        statuses: ["queued"],
        kind: "score",
        recipe: null,
        datasetSlug: null,
        beforeNumber: null,
        limit: 50,
      }),
    );
    expect(runs.filter((run) => run.benchmarkId === board?.id)).toHaveLength(1);
    expect(modelId).toBeTruthy();
  });

  it("opens no board where nothing can be scored", async () => {
    const version = await annotatedVersion();
    await register((await makeTrainRun(test.db, { blobs, teamId, version })).runId);
    const boards = await inTeam(test.db, teamId, (tx) => listBenchmarks(tx, { teamId }));
    expect(boards.some((board) => board.datasetVersionId === version.id)).toBe(false);
  });
});

describe("files that do not make a model", () => {
  it.each(["onnx", "manifest", "golden"] as const)("are refused without the %s", async (leaveOut) => {
    const { runId } = await makeTrainRun(test.db, {
      blobs,
      teamId,
      version: await annotatedVersion(),
      leaveOut,
    });
    await expect(register(runId)).rejects.toMatchObject({ code: "invalid", reason: "model.artifactMissing" });
  });

  it("are refused when the manifest describes another file", async () => {
    const { runId } = await makeTrainRun(test.db, {
      blobs,
      teamId,
      version: await annotatedVersion(),
      change: (manifest) => ({
        ...manifest,
        files: manifest.files.map((file) => ({ ...file, sha256: "e".repeat(64) })),
      }),
    });
    await expect(register(runId)).rejects.toMatchObject({ reason: "model.hashMismatch" });
  });

  it("are refused when they come from other data", async () => {
    const { runId } = await makeTrainRun(test.db, {
      blobs,
      teamId,
      version: await annotatedVersion(),
      change: (manifest) => ({ ...manifest, dataset: { ...manifest.dataset, contentHash: "d".repeat(64) } }),
    });
    await expect(register(runId)).rejects.toMatchObject({ reason: "model.datasetMismatch" });
  });

  it("are refused when the manifest is not one", async () => {
    const { runId } = await makeTrainRun(test.db, {
      blobs,
      teamId,
      version: await annotatedVersion(),
      change: (manifest) => ({ ...manifest, id: "" }),
    });
    await expect(register(runId)).rejects.toMatchObject({ reason: "model.manifestInvalid" });
  });
});
