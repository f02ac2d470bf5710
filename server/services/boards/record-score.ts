import type { Transaction } from "@/db/client";
import { findBenchmarkById, listSplitItems } from "@/db/queries/benchmark";
import { ensureBlobRow, findModelById, findRunOutcome, listReadyArtifacts } from "@/db/queries/model";
import { countLeakedPictures, findScoreOfRun, upsertScore } from "@/db/queries/score";
import type { BenchmarkId, ModelId, RunId, ScoreId, Sha256, TeamId } from "@/lib/ids";
import { type Judged, type JudgeProblem, judgePredictions } from "@/lib/metrics/judge-predictions";
import type { ScoreLeak } from "@/lib/protocol/score";
import {
  type Predictions,
  predictionsSchema,
  type ScoreReport,
  scoreReportSchema,
} from "@/lib/protocol/score-report";
import type { BlobStore } from "../../blobs/blob-store";
import { AppError } from "../../errors";
import { readJsonBlob } from "../models/read-json-blob";
import { drawReplicates, scoreOfAll } from "./draw-replicates";

/** How far a reported score may lie from what this server computes from the predictions. */
const TOLERANCE = 1e-4;

/**
 * Puts the score of a succeeded score run on its board, inside the transaction that completes the run; a
 * second call returns the same score. The report is believed only as far as it can be checked: the content
 * hash, the split's pictures and the headline number, which is computed again from the predictions.
 *
 * @throws AppError `invalid` when the report, the predictions and the benchmark do not belong together.
 */
export async function recordScore(
  tx: Transaction,
  stores: { blobs: BlobStore },
  params: { teamId: TeamId; runId: RunId },
): Promise<ScoreId> {
  const existing = await findScoreOfRun(tx, params);
  if (existing) return existing.id;
  const run = await findRunOutcome(tx, params);
  if (!run) throw new AppError("notFound", "run.notFound");
  const { benchmarkId, modelId } = run;
  if (run.kind !== "score" || !benchmarkId || !modelId) {
    throw new AppError("invalid", "score.notAScoreRun", { args: { number: run.number } });
  }
  const artifacts = await listReadyArtifacts(tx, { ...params, attempt: run.attempt });
  const reportFile = artifacts.find((artifact) => artifact.kind === "report");
  const predictionsFile = artifacts.find((artifact) => artifact.kind === "predictions");
  if (!reportFile || !predictionsFile) throw new AppError("invalid", "score.artifactMissing");
  const report = await readJsonBlob(stores.blobs, {
    sha256: reportFile.sha256,
    schema: scoreReportSchema,
    reason: "score.reportInvalid",
  });
  const { teamId, runId } = params;
  return saveScore(tx, stores, { teamId, runId, benchmarkId, modelId, report, predictions: predictionsFile });
}

export type ScoreParts = {
  teamId: TeamId;
  /** The score run; null for scores that came with the demo content. */
  runId: RunId | null;
  benchmarkId: BenchmarkId;
  modelId: ModelId;
  report: ScoreReport;
  /** Blob of `predictions.json`. */
  predictions: { sha256: Sha256; bytes: number };
};

/** Checks a report and its predictions against a benchmark and keeps them as the model's score there. */
export async function saveScore(
  tx: Transaction,
  stores: { blobs: BlobStore },
  parts: ScoreParts,
): Promise<ScoreId> {
  const { teamId, benchmarkId, modelId, report } = parts;
  const board = await findBenchmarkById(tx, { teamId, benchmarkId });
  const model = await findModelById(tx, { teamId, modelId });
  if (!board || !model) throw new AppError("notFound", "board.notFound");
  checkReport(report, { ...board, onnxSha256: model.onnxSha256 });
  const predictions = await readJsonBlob(stores.blobs, {
    sha256: parts.predictions.sha256,
    schema: predictionsSchema,
    reason: "score.predictionsInvalid",
  });
  const items = await listSplitItems(tx, { teamId, versionId: board.datasetVersionId, split: board.split });
  const judged = judge({ predictions, items, board, model });
  if (report.images !== judged.groups.length) {
    throw new AppError("invalid", "score.imagesDiffer", {
      args: { expected: judged.groups.length, answered: report.images },
    });
  }
  const recomputed = scoreOfAll(judged);
  if (!(Math.abs(recomputed - report.score) <= TOLERANCE)) {
    throw new AppError("invalid", "score.doesNotFollow", {
      args: { reported: report.score.toFixed(4), computed: recomputed.toFixed(4) },
    });
  }
  const leak = await findLeak(tx, { teamId, trainedOn: model.datasetVersionId, board });
  await ensureBlobRow(tx, { ...parts.predictions, mime: "application/json" });
  const row = await upsertScore(tx, {
    teamId,
    benchmarkId,
    modelId,
    runId: parts.runId,
    value: report.score,
    low: report.low,
    high: report.high,
    samples: report.bootstrap.samples,
    images: report.images,
    details: {
      report,
      recomputed,
      leak,
      replicates: await drawReplicates(judged, board.contentHash),
      reliability: judged.reliability,
    },
    predictionsSha256: parts.predictions.sha256,
    leaked: leak.grouped > 0,
  });
  return row.id;
}

type Board = NonNullable<Awaited<ReturnType<typeof findBenchmarkById>>>;
type Model = NonNullable<Awaited<ReturnType<typeof findModelById>>>;
type Items = Awaited<ReturnType<typeof listSplitItems>>;

function checkReport(report: ScoreReport, expected: Board & { onnxSha256: Sha256 }): void {
  const pairs = [
    ["metric", expected.metric, report.metric],
    ["split", expected.split, report.split],
    ["content hash", expected.contentHash, report.dataset.contentHash],
    ["model", expected.onnxSha256, report.model.sha256],
  ] as const;
  for (const [what, wanted, found] of pairs) {
    if (wanted !== found) {
      const args = { what, expected: wanted.slice(0, 12), found: found.slice(0, 12) };
      throw new AppError("invalid", "score.reportDiffers", { args });
    }
  }
}

function judge(input: { predictions: Predictions; items: Items; board: Board; model: Model }): Judged {
  const { predictions, items, board, model } = input;
  const { manifest } = model;
  const realLabel = manifest.labels.find((label) => label.index === 1)?.name ?? "real";
  const judged = judgePredictions({
    items,
    labels: board.labels,
    metric: board.metric,
    predictions,
    binary:
      manifest.postprocess.kind === "binary-logit"
        ? { realLabel, threshold: manifest.postprocess.threshold }
        : null,
  });
  if ("problem" in judged) throw problemError(judged);
  return judged;
}

function problemError(problem: JudgeProblem): AppError {
  if (problem.problem === "images") {
    const { expected, answered } = problem;
    return new AppError("invalid", "score.imagesDiffer", { args: { expected, answered } });
  }
  const detail = problem.problem === "duplicate" ? `${problem.imageId} twice` : "another task";
  return new AppError("invalid", "score.predictionsInvalid", { args: { detail } });
}

async function findLeak(
  tx: Transaction,
  params: { teamId: TeamId; trainedOn: Model["datasetVersionId"]; board: Board },
): Promise<ScoreLeak> {
  const { teamId, trainedOn, board } = params;
  if (!trainedOn) return { pictures: 0, grouped: 0, isKnown: false };
  const seen = await countLeakedPictures(tx, {
    teamId,
    trainedOn,
    testedOn: board.datasetVersionId,
    split: board.split,
  });
  return { pictures: seen.pictures, grouped: seen.grouped, isKnown: true };
}
