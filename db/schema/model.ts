import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type {
  BenchmarkId,
  DatasetId,
  DatasetVersionId,
  ModelId,
  RunId,
  ScoreId,
  Sha256,
  TeamId,
  UserId,
} from "@/lib/ids";
import type { SplitName } from "@/lib/protocol/dataset-version";
import type { ModelManifest } from "@/lib/protocol/model-manifest";
import type { BenchmarkMetric, ScoreDetails } from "@/lib/protocol/score";
import { createdAt, primaryId } from "./columns";
import { blob, dataset, datasetVersion } from "./dataset";
import { team, user } from "./identity";
import { run } from "./training";

/** A trained model as it leaves a run: ONNX, manifest, golden sample. */
export const model = pgTable(
  "model",
  {
    id: primaryId<ModelId>(),
    teamId: uuid("team_id")
      .notNull()
      .$type<TeamId>()
      .references(() => team.id, { onDelete: "cascade" }),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    recipe: text("recipe").notNull(),
    task: text("task").notNull().$type<"detect" | "authenticity">(),
    /** The run that made it; null for a model that came with the demo content. */
    runId: uuid("run_id")
      .$type<RunId>()
      .references(() => run.id, { onDelete: "set null" }),
    datasetVersionId: uuid("dataset_version_id")
      .$type<DatasetVersionId>()
      .references(() => datasetVersion.id),
    manifest: jsonb("manifest").notNull().$type<ModelManifest>(),
    onnxSha256: text("onnx_sha256")
      .notNull()
      .$type<Sha256>()
      .references(() => blob.sha256),
    onnxBytes: bigint("onnx_bytes", { mode: "number" }).notNull(),
    goldenSha256: text("golden_sha256")
      .notNull()
      .$type<Sha256>()
      .references(() => blob.sha256),
    createdBy: uuid("created_by")
      .$type<UserId>()
      .references(() => user.id, { onDelete: "set null" }),
    createdAt: createdAt(),
  },
  (table) => [unique().on(table.teamId, table.slug), unique().on(table.runId)],
);

/** A frozen test split and a metric: the pair that makes scores comparable. */
export const benchmark = pgTable(
  "benchmark",
  {
    id: primaryId<BenchmarkId>(),
    teamId: uuid("team_id")
      .notNull()
      .$type<TeamId>()
      .references(() => team.id, { onDelete: "cascade" }),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    datasetId: uuid("dataset_id")
      .notNull()
      .$type<DatasetId>()
      .references(() => dataset.id, { onDelete: "cascade" }),
    datasetVersionId: uuid("dataset_version_id")
      .notNull()
      .$type<DatasetVersionId>()
      .references(() => datasetVersion.id),
    split: text("split").notNull().$type<SplitName>(),
    metric: text("metric").notNull().$type<BenchmarkMetric>(),
    createdAt: createdAt(),
  },
  (table) => [
    unique().on(table.teamId, table.slug),
    unique().on(table.datasetVersionId, table.split, table.metric),
  ],
);

export const score = pgTable(
  "score",
  {
    id: primaryId<ScoreId>(),
    teamId: uuid("team_id").notNull().$type<TeamId>(),
    benchmarkId: uuid("benchmark_id")
      .notNull()
      .$type<BenchmarkId>()
      .references(() => benchmark.id, { onDelete: "cascade" }),
    modelId: uuid("model_id")
      .notNull()
      .$type<ModelId>()
      .references(() => model.id, { onDelete: "cascade" }),
    /** The score run; null while none could be queued. */
    runId: uuid("run_id")
      .$type<RunId>()
      .references(() => run.id, { onDelete: "set null" }),
    value: doublePrecision("value").notNull(),
    /** 95 % percentile bootstrap interval over the benchmark's images. */
    low: doublePrecision("low").notNull(),
    high: doublePrecision("high").notNull(),
    samples: integer("samples").notNull(),
    images: integer("images").notNull(),
    details: jsonb("details").notNull().$type<ScoreDetails>(),
    predictionsSha256: text("predictions_sha256")
      .$type<Sha256>()
      .references(() => blob.sha256),
    /** True when the model was trained on a version that shares pictures with this benchmark's split. */
    leaked: boolean("leaked").notNull().default(false),
    createdAt: createdAt(),
  },
  (table) => [unique().on(table.benchmarkId, table.modelId), index().on(table.modelId)],
);
