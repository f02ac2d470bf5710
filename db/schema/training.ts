import {
  bigint,
  bigserial,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type {
  ArtifactId,
  BenchmarkId,
  DatasetId,
  DatasetVersionId,
  ModelId,
  RunId,
  Sha256,
  TeamId,
  TokenId,
  UserId,
  WorkerId,
} from "@/lib/ids";
import type {
  AttemptOutcome,
  Completion,
  RecipeConfig,
  RunFailure,
  RunKind,
  RunProgress,
  RunRequirements,
  RunStatus,
  RunSummary,
} from "@/lib/protocol/run";
import type { WorkerEnvironment, WorkerHardware } from "@/lib/protocol/worker";
import { createdAt, moment, primaryId } from "./columns";
import { dataset, datasetVersion } from "./dataset";
import { team, token, user } from "./identity";

/** A worker agent that has registered. `teamId` null: it serves every team of this server. */
export const worker = pgTable(
  "worker",
  {
    id: primaryId<WorkerId>(),
    teamId: uuid("team_id")
      .$type<TeamId>()
      .references(() => team.id, { onDelete: "cascade" }),
    tokenId: uuid("token_id")
      .notNull()
      .$type<TokenId>()
      .references(() => token.id, { onDelete: "cascade" }),
    /** Stable across restarts of one agent: its own choice, unique under its token. */
    instance: text("instance").notNull(),
    name: text("name").notNull(),
    agentVersion: text("agent_version").notNull(),
    labels: jsonb("labels").notNull().$type<string[]>(),
    hardware: jsonb("hardware").notNull().$type<WorkerHardware>(),
    environment: jsonb("environment").notNull().$type<WorkerEnvironment>(),
    draining: boolean("draining").notNull().default(false),
    createdAt: createdAt(),
    lastSeenAt: moment("last_seen_at").notNull().defaultNow(),
    stoppedAt: moment("stopped_at"),
  },
  (table) => [unique().on(table.tokenId, table.instance)],
);

/**
 * A run and its lease. States: queued → leased → running → finalizing → succeeded | failed | cancelled;
 * a lost lease returns it to queued with the next attempt or, its budget spent, to dead.
 */
export const run = pgTable(
  "run",
  {
    id: primaryId<RunId>(),
    teamId: uuid("team_id")
      .notNull()
      .$type<TeamId>()
      .references(() => team.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    kind: text("kind").notNull().$type<RunKind>(),
    recipe: text("recipe").notNull(),
    name: text("name").notNull(),
    config: jsonb("config").notNull().$type<RecipeConfig>(),
    seed: integer("seed").notNull(),
    datasetId: uuid("dataset_id")
      .notNull()
      .$type<DatasetId>()
      .references(() => dataset.id, { onDelete: "cascade" }),
    datasetVersionId: uuid("dataset_version_id")
      .notNull()
      .$type<DatasetVersionId>()
      .references(() => datasetVersion.id),
    /** For kind "score": the model under test and the benchmark that asked. */
    modelId: uuid("model_id").$type<ModelId>(),
    benchmarkId: uuid("benchmark_id").$type<BenchmarkId>(),
    requirements: jsonb("requirements").notNull().$type<RunRequirements>(),
    priority: integer("priority").notNull().default(0),
    status: text("status").notNull().$type<RunStatus>().default("queued"),
    attempt: integer("attempt").notNull().default(0),
    /** Separate budgets: leases lost by infrastructure, failures of the run itself. */
    lostBudget: integer("lost_budget").notNull().default(3),
    failureBudget: integer("failure_budget").notNull().default(0),
    /** When others may take the run, by the server's clock; null while nobody holds it. */
    leaseUntil: moment("lease_until"),
    workerId: uuid("worker_id")
      .$type<WorkerId>()
      .references(() => worker.id, { onDelete: "set null" }),
    cancelRequestedAt: moment("cancel_requested_at"),
    cancelRequestedBy: uuid("cancel_requested_by").$type<UserId>(),
    progress: jsonb("progress").$type<RunProgress>(),
    summary: jsonb("summary").$type<RunSummary>(),
    failure: jsonb("failure").$type<RunFailure>(),
    createdBy: uuid("created_by")
      .$type<UserId>()
      .references(() => user.id, { onDelete: "set null" }),
    createdAt: createdAt(),
    startedAt: moment("started_at"),
    finishedAt: moment("finished_at"),
  },
  (table) => [
    unique().on(table.teamId, table.number),
    // The order of claims: the most urgent first, then who waited longest.
    index().on(table.status, table.priority.desc().nullsFirst(), table.createdAt),
    index().on(table.teamId, table.createdAt),
  ],
);

export const runAttempt = pgTable(
  "run_attempt",
  {
    runId: uuid("run_id")
      .notNull()
      .$type<RunId>()
      .references(() => run.id, { onDelete: "cascade" }),
    attempt: integer("attempt").notNull(),
    teamId: uuid("team_id").notNull().$type<TeamId>(),
    workerId: uuid("worker_id").$type<WorkerId>(),
    /** The fence: every write of this attempt shows the secret behind this hash. */
    leaseTokenHash: text("lease_token_hash").notNull(),
    /** Steps already done when the trainer started; points of earlier attempts after it are superseded. */
    resumedStep: integer("resumed_step"),
    device: text("device"),
    outcome: text("outcome").$type<AttemptOutcome>(),
    failure: jsonb("failure").$type<RunFailure>(),
    /** The completion as reported, so that a repeated report gets the same answer. */
    completion: jsonb("completion").$type<Completion>(),
    startedAt: createdAt(),
    endedAt: moment("ended_at"),
  },
  (table) => [primaryKey({ columns: [table.runId, table.attempt] })],
);

/** A point of a curve. `id` orders delivery, so that a browser resumes after the last one it saw. */
export const runMetric = pgTable(
  "run_metric",
  {
    id: bigserial("id", { mode: "number" }).notNull().unique(),
    runId: uuid("run_id")
      .notNull()
      .$type<RunId>()
      .references(() => run.id, { onDelete: "cascade" }),
    teamId: uuid("team_id").notNull().$type<TeamId>(),
    attempt: integer("attempt").notNull(),
    name: text("name").notNull(),
    step: integer("step").notNull(),
    epoch: doublePrecision("epoch"),
    value: doublePrecision("value").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.attempt, table.name, table.step] }),
    index().on(table.runId, table.id),
  ],
);

/** Numbered chunks of a run's log, a few kB each. */
export const runLog = pgTable(
  "run_log",
  {
    id: bigserial("id", { mode: "number" }).notNull().unique(),
    runId: uuid("run_id")
      .notNull()
      .$type<RunId>()
      .references(() => run.id, { onDelete: "cascade" }),
    teamId: uuid("team_id").notNull().$type<TeamId>(),
    attempt: integer("attempt").notNull(),
    seq: integer("seq").notNull(),
    text: text("text").notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.attempt, table.seq] })],
);

export const artifact = pgTable(
  "artifact",
  {
    id: primaryId<ArtifactId>(),
    teamId: uuid("team_id").notNull().$type<TeamId>(),
    runId: uuid("run_id")
      .notNull()
      .$type<RunId>()
      .references(() => run.id, { onDelete: "cascade" }),
    attempt: integer("attempt").notNull(),
    kind: text("kind").notNull(),
    name: text("name").notNull(),
    sha256: text("sha256").notNull().$type<Sha256>(),
    bytes: bigint("bytes", { mode: "number" }).notNull(),
    /** For a checkpoint: the optimiser step it was taken at. */
    step: integer("step"),
    receivedBytes: bigint("received_bytes", { mode: "number" }).notNull().default(0),
    status: text("status").notNull().$type<"uploading" | "ready">().default("uploading"),
    createdAt: createdAt(),
  },
  (table) => [unique().on(table.runId, table.attempt, table.name)],
);
