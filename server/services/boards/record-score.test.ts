import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertBenchmark } from "@/db/queries/benchmark";
import { findModelById } from "@/db/queries/model";
import { asSystem, inTeam } from "@/db/scope";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { BenchmarkId, ModelId, TeamId } from "@/lib/ids";
import type { Predictions, ScoreReport } from "@/lib/protocol/score-report";
import { makeTeam, makeUser, testAccess, testContext } from "@/server/testing";
import type { Actor } from "../../auth/actor";
import type { BlobStore } from "../../blobs/blob-store";
import { registerModel } from "../models/register-model";
import { compareModels } from "./compare-models";
import { getBoard } from "./get-board";
import { recordScore } from "./record-score";
import {
  boxAt,
  hashOf,
  labelNamed,
  makeRun,
  makeTrainRun,
  makeVersion,
  type TestPicture,
  type TestVersion,
} from "./testing";

let test: TestDatabase;
let blobs: BlobStore;
let actor: Actor;
let team: Awaited<ReturnType<typeof makeTeam>>;
let teamId: TeamId;

beforeAll(async () => {
  test = await createTestDatabase();
  ({ blobs } = await testContext(test.db));
  const owner = await makeUser(test.db);
  actor = owner.actor;
  team = await makeTeam(test.db, { owner: owner.user.id });
  teamId = team.id;
});
afterAll(() => test.drop());

/** A version with one box on each test picture, its board, and a model. */
async function scene(options: { tested?: number; train?: TestPicture[] } = {}) {
  const raccoon = labelNamed("raccoon");
  const tested = Array.from(
    { length: options.tested ?? 4 },
    (_, index): TestPicture => ({
      split: "test",
      annotations: [boxAt(raccoon.id, 10 + index, 20)],
      sha256: hashOf(`tested ${index}`),
      group: `artwork-${index}`,
    }),
  );
  const pictures: TestPicture[] = [...(options.train ?? [{ split: "train" }]), ...tested];
  const version = await makeVersion(test.db, { teamId, labels: [raccoon], pictures });
  const board = await inTeam(test.db, teamId, (tx) =>
    insertBenchmark(tx, {
      teamId,
      slug: `board-${version.id.slice(-8)}`,
      name: "Raccoons",
      datasetId: version.datasetId,
      datasetVersionId: version.id,
      split: "test",
      metric: "map",
    }),
  );
  if (!board) throw new Error("no board");
  return { version, board, model: await makeModel(version) };
}

async function makeModel(version: TestVersion, name = "Model") {
  const { runId } = await makeTrainRun(test.db, { blobs, teamId, version, name });
  const modelId = await asSystem(test.db, (tx) => registerModel(tx, { blobs }, { teamId, runId }));
  const model = await asSystem(test.db, (tx) => findModelById(tx, { teamId, modelId }));
  if (!model) throw new Error("no model");
  return model;
}

type Scene = Awaited<ReturnType<typeof scene>>;

/** Predictions that find the box on the first `right` test pictures exactly, and nothing on the others. */
function predictionsOf(version: TestVersion, right: number): Predictions {
  const tested = version.items.filter((item) => item.split === "test");
  return {
    schema: 1,
    images: tested.map((item, index) => ({
      kind: "detections",
      imageId: item.imageId,
      boxes:
        index < right ? item.annotations.flatMap((box) => (box.kind === "box" ? [foundAt(box)] : [])) : [],
    })),
  };
}

function foundAt({
  labelId,
  x,
  y,
  width,
  height,
}: {
  labelId: string;
  x: number;
  y: number;
  width: number;
  height: number;
}) {
  return { labelId, x, y, width, height, score: 0.9 };
}

function reportOf({ version, model }: Scene, score: number): ScoreReport {
  const images = version.items.filter((item) => item.split === "test").length;
  return {
    schema: 1,
    metric: "map",
    score,
    low: Math.max(0, score - 0.2),
    high: Math.min(1, score + 0.2),
    bootstrap: { samples: 1000, seed: 0, unit: "image", units: images },
    images,
    split: "test",
    dataset: { name: "Raccoons v1", contentHash: version.contentHash },
    model: { id: model.manifest.id, sha256: model.onnxSha256 },
    values: { ap: score },
    perClass: [],
    curves: [],
    confusion: { names: [""], counts: [[0]] },
  };
}

async function score(parts: {
  version: TestVersion;
  modelId: ModelId;
  benchmarkId: BenchmarkId;
  report: ScoreReport;
  predictions: Predictions;
}) {
  const { version, modelId, benchmarkId, report, predictions } = parts;
  const files = [
    { kind: "report", name: "report.json", ...(await blobs.put(Buffer.from(JSON.stringify(report)))) },
    {
      kind: "predictions",
      name: "predictions.json",
      ...(await blobs.put(Buffer.from(JSON.stringify(predictions)))),
    },
  ];
  const runId = await makeRun(test.db, {
    teamId,
    version,
    kind: "score",
    name: "Score",
    recipe: "detect",
    files,
    modelId,
    benchmarkId,
  });
  const record = () => asSystem(test.db, (tx) => recordScore(tx, { blobs }, { teamId, runId }));
  return { record };
}

/** 101-point AP of finding `right` of `all` boxes without a mistake. */
function apOf(right: number, all: number): number {
  return (Math.floor((right / all) * 100 + 1e-9) + 1) / 101;
}

function run(made: Scene, changes: Partial<ScoreReport> = {}, predictions = predictionsOf(made.version, 3)) {
  const { version, board, model } = made;
  const report = { ...reportOf(made, apOf(3, 4)), ...changes };
  return score({ version, modelId: model.id, benchmarkId: board.id, report, predictions });
}

describe("a score", () => {
  it("takes its place on the board, once, computed again from the predictions", async () => {
    const made = await scene();
    const { record } = await run(made);
    const first = await record();
    expect(await record()).toBe(first);
    const board = await getBoard(await testAccess(test.db, actor, team.slug), { board: made.board.slug });
    expect(board.rows).toHaveLength(1);
    expect(board.rows[0]).toMatchObject({
      rank: 1,
      images: 4,
      leaked: false,
      draws: 1000,
      hasPredictions: true,
    });
    expect(board.rows[0]?.recomputed).toBeCloseTo(apOf(3, 4), 9);
    expect(board).not.toHaveProperty("replicates");
  });

  it("of a later run replaces the earlier one", async () => {
    const made = await scene();
    await (await run(made)).record();
    await (await run(made, { score: apOf(4, 4) }, predictionsOf(made.version, 4))).record();
    const board = await getBoard(await testAccess(test.db, actor, team.slug), { board: made.board.slug });
    expect(board.rows.map((row) => row.value)).toEqual([1]);
  });

  it("shares a rank with one that differs by luck, and not with one that is worse", async () => {
    const made = await scene({ tested: 30 });
    for (const [name, right] of [
      ["Best", 29],
      ["Nearly", 28],
      ["Poor", 5],
    ] as const) {
      const model = await makeModel(made.version, name);
      const report = { ...reportOf({ ...made, model }, apOf(right, 30)) };
      const predictions = predictionsOf(made.version, right);
      await (
        await score({
          version: made.version,
          modelId: model.id,
          benchmarkId: made.board.id,
          report,
          predictions,
        })
      ).record();
    }
    const access = await testAccess(test.db, actor, team.slug);
    const board = await getBoard(access, { board: made.board.slug });
    expect(board.rows.map((row) => [row.modelName, row.rank, row.isTied])).toEqual([
      ["Best", 1, true],
      ["Nearly", 1, true],
      ["Poor", 3, false],
    ]);
    const [best, , poor] = board.rows;
    const compared = await compareModels(access, {
      board: made.board.slug,
      first: best?.modelSlug ?? "",
      second: poor?.modelSlug ?? "",
    });
    expect(compared).toMatchObject({ isSignificant: true, draws: 1000 });
    expect(compared.low).toBeGreaterThan(0.5);
  });

  it("is marked when a tested picture was trained on: by its bytes, or by its group in the same dataset", async () => {
    const clean = await scene();
    await (await run(clean)).record();
    const leaky = await scene({
      train: [
        { split: "train", sha256: hashOf("tested 0") },
        { split: "val", group: "artwork-1" },
      ],
    });
    await (await run(leaky)).record();
    const access = await testAccess(test.db, actor, team.slug);
    const [rowOfClean] = (await getBoard(access, { board: clean.board.slug })).rows;
    const [rowOfLeaky] = (await getBoard(access, { board: leaky.board.slug })).rows;
    expect(rowOfClean).toMatchObject({ leaked: false, leak: { pictures: 0, grouped: 0, isKnown: true } });
    expect(rowOfLeaky).toMatchObject({ leaked: true, leak: { pictures: 1, grouped: 2, isKnown: true } });
  });
});

describe("a report that cannot be believed", () => {
  it("is refused when its number does not follow from its predictions", async () => {
    const { record } = await run(await scene(), { score: 0.99 });
    await expect(record()).rejects.toMatchObject({ code: "invalid", reason: "score.doesNotFollow" });
  });

  it("is refused for another version, metric or split", async () => {
    const made = await scene();
    const wrong: Partial<ScoreReport>[] = [
      { dataset: { name: "", contentHash: "f".repeat(64) } },
      { metric: "map50" },
      { split: "val" },
    ];
    for (const changes of wrong) {
      const { record } = await run(made, changes);
      await expect(record()).rejects.toMatchObject({ reason: "score.reportDiffers" });
    }
  });

  it("is refused when a picture is missing or answered twice", async () => {
    const made = await scene();
    const all = predictionsOf(made.version, 3);
    const missing = await run(made, {}, { ...all, images: all.images.slice(1) });
    await expect(missing.record()).rejects.toMatchObject({ reason: "score.imagesDiffer" });
    const twice = await run(made, {}, { ...all, images: [...all.images, ...all.images.slice(0, 1)] });
    await expect(twice.record()).rejects.toMatchObject({ reason: "score.predictionsInvalid" });
  });

  it("is refused when it is not a report at all", async () => {
    const { record } = await run(await scene(), { images: 0 });
    await expect(record()).rejects.toMatchObject({ reason: "score.reportInvalid" });
  });
});
