import { bigint, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import type {
  DatasetId,
  DatasetVersionId,
  ImageId,
  JobId,
  LabelId,
  Sha256,
  TeamId,
  UploadId,
  UserId,
} from "@/lib/ids";
import type {
  SplitConfig,
  SplitName,
  VersionAnnotation,
  VersionCounts,
} from "@/lib/protocol/dataset-version";
import type { JobInput, JobKind, JobReport, JobStatus } from "@/lib/protocol/job";
import { createdAt, moment, primaryId } from "./columns";
import { team, user } from "./identity";

/** A blob's bytes lie in the blob store under their SHA-256; rows that own it name the hash. */
export const blob = pgTable("blob", {
  sha256: text("sha256").primaryKey().$type<Sha256>(),
  bytes: bigint("bytes", { mode: "number" }).notNull(),
  mime: text("mime").notNull(),
  createdAt: createdAt(),
});

export const dataset = pgTable(
  "dataset",
  {
    id: primaryId<DatasetId>(),
    teamId: uuid("team_id")
      .notNull()
      .$type<TeamId>()
      .references(() => team.id, { onDelete: "cascade" }),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    createdBy: uuid("created_by")
      .$type<UserId>()
      .references(() => user.id, { onDelete: "set null" }),
    createdAt: createdAt(),
    deletedAt: moment("deleted_at"),
  },
  (table) => [unique().on(table.teamId, table.slug)],
);

export const label = pgTable(
  "label",
  {
    id: primaryId<LabelId>(),
    teamId: uuid("team_id").notNull().$type<TeamId>(),
    datasetId: uuid("dataset_id")
      .notNull()
      .$type<DatasetId>()
      .references(() => dataset.id, { onDelete: "cascade" }),
    /** Any text a person may type, markup included; it is only ever shown as text. */
    name: text("name").notNull(),
    /** Index into the fixed set of 12 hues and patterns. */
    hue: integer("hue").notNull(),
    position: integer("position").notNull(),
    createdAt: createdAt(),
    archivedAt: moment("archived_at"),
  },
  (table) => [unique().on(table.datasetId, table.name)],
);

/**
 * One picture of a dataset. `blobSha256` names the normalised bytes: upright, sRGB, metadata stripped;
 * `sourceSha256` the bytes as they came, by which a second import finds that it has the picture already.
 */
export const image = pgTable(
  "image",
  {
    id: primaryId<ImageId>(),
    teamId: uuid("team_id").notNull().$type<TeamId>(),
    datasetId: uuid("dataset_id")
      .notNull()
      .$type<DatasetId>()
      .references(() => dataset.id, { onDelete: "cascade" }),
    fileName: text("file_name").notNull(),
    blobSha256: text("blob_sha256")
      .notNull()
      .$type<Sha256>()
      .references(() => blob.sha256),
    sourceSha256: text("source_sha256").notNull().$type<Sha256>(),
    thumbnailSha256: text("thumbnail_sha256")
      .notNull()
      .$type<Sha256>()
      .references(() => blob.sha256),
    mime: text("mime").notNull().$type<"image/jpeg" | "image/png" | "image/webp">(),
    widthPx: integer("width_px").notNull(),
    heightPx: integer("height_px").notNull(),
    /** base64 of the picture's thumbhash, shown until the thumbnail has come. */
    thumbhash: text("thumbhash").notNull(),
    /** 64-bit difference hash, 16 hexadecimal digits; near-duplicates differ in few bits. */
    dhash: text("dhash").notNull(),
    /** Pictures of one artwork share a group; a freeze keeps a group in one split. Null: decided by look-alikes alone. */
    groupKey: text("group_key"),
    /** The split that the source archive named for it, if any (VOC ImageSets, COCO train/val files). */
    importedSplit: text("imported_split").$type<SplitName>(),
    /** The newest operation's number; operations lock this row to take the next. */
    annotationSeq: integer("annotation_seq").notNull().default(0),
    annotationCount: integer("annotation_count").notNull().default(0),
    uploadedBy: uuid("uploaded_by")
      .$type<UserId>()
      .references(() => user.id, { onDelete: "set null" }),
    /** The import that brought it, so that an import cut short can tell its own pictures from others'. */
    jobId: uuid("job_id").$type<JobId>(),
    createdAt: createdAt(),
    deletedAt: moment("deleted_at"),
  },
  (table) => [
    unique().on(table.datasetId, table.sourceSha256),
    index().on(table.datasetId, table.blobSha256),
    index().on(table.datasetId, table.id),
  ],
);

/** A resumable upload: parts are appended to a file until `receivedBytes` equals `bytes`. */
export const upload = pgTable("upload", {
  id: primaryId<UploadId>(),
  teamId: uuid("team_id")
    .notNull()
    .$type<TeamId>()
    .references(() => team.id, { onDelete: "cascade" }),
  userId: uuid("user_id")
    .notNull()
    .$type<UserId>()
    .references(() => user.id, { onDelete: "cascade" }),
  fileName: text("file_name").notNull(),
  bytes: bigint("bytes", { mode: "number" }).notNull(),
  receivedBytes: bigint("received_bytes", { mode: "number" }).notNull().default(0),
  sha256: text("sha256").$type<Sha256>(),
  createdAt: createdAt(),
  expiresAt: moment("expires_at").notNull(),
});

/** Long work for a person: import, export. Its report says what was read, skipped and why. */
export const job = pgTable(
  "job",
  {
    id: primaryId<JobId>(),
    teamId: uuid("team_id")
      .notNull()
      .$type<TeamId>()
      .references(() => team.id, { onDelete: "cascade" }),
    datasetId: uuid("dataset_id")
      .$type<DatasetId>()
      .references(() => dataset.id, { onDelete: "cascade" }),
    kind: text("kind").notNull().$type<JobKind>(),
    status: text("status").notNull().$type<JobStatus>().default("queued"),
    done: integer("done").notNull().default(0),
    total: integer("total"),
    input: jsonb("input").notNull().$type<JobInput>(),
    report: jsonb("report").$type<JobReport>(),
    resultSha256: text("result_sha256").$type<Sha256>(),
    /** What went wrong, as an AppError's code and wording arguments. */
    failure: jsonb("failure").$type<{
      code: string;
      reason: string;
      args?: Record<string, string | number>;
    }>(),
    cancelRequestedAt: moment("cancel_requested_at"),
    createdBy: uuid("created_by")
      .$type<UserId>()
      .references(() => user.id, { onDelete: "set null" }),
    createdAt: createdAt(),
    startedAt: moment("started_at"),
    finishedAt: moment("finished_at"),
  },
  (table) => [index().on(table.teamId, table.createdAt)],
);

/** A frozen dataset. Never updated or deleted by the application's role. */
export const datasetVersion = pgTable(
  "dataset_version",
  {
    id: primaryId<DatasetVersionId>(),
    teamId: uuid("team_id").notNull().$type<TeamId>(),
    datasetId: uuid("dataset_id")
      .notNull()
      .$type<DatasetId>()
      .references(() => dataset.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    note: text("note").notNull().default(""),
    /** SHA-256 of the canonical JSON of labels, images, splits and annotations. */
    contentHash: text("content_hash").notNull().$type<Sha256>(),
    labels: jsonb("labels").notNull().$type<{ id: LabelId; name: string; hue: number }[]>(),
    splitConfig: jsonb("split_config").notNull().$type<SplitConfig>(),
    counts: jsonb("counts").notNull().$type<VersionCounts>(),
    createdBy: uuid("created_by")
      .$type<UserId>()
      .references(() => user.id, { onDelete: "set null" }),
    createdAt: createdAt(),
  },
  (table) => [unique().on(table.datasetId, table.number)],
);

export const datasetVersionItem = pgTable(
  "dataset_version_item",
  {
    versionId: uuid("version_id")
      .notNull()
      .$type<DatasetVersionId>()
      .references(() => datasetVersion.id, { onDelete: "cascade" }),
    teamId: uuid("team_id").notNull().$type<TeamId>(),
    imageId: uuid("image_id").notNull().$type<ImageId>(),
    fileName: text("file_name").notNull(),
    blobSha256: text("blob_sha256")
      .notNull()
      .$type<Sha256>()
      .references(() => blob.sha256),
    widthPx: integer("width_px").notNull(),
    heightPx: integer("height_px").notNull(),
    split: text("split").notNull().$type<SplitName>(),
    groupKey: text("group_key"),
    annotations: jsonb("annotations").notNull().$type<VersionAnnotation[]>(),
  },
  (table) => [primaryKey({ columns: [table.versionId, table.imageId] })],
);
