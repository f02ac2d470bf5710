import { index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import type { Geometry } from "@/lib/annotation/geometry";
import type { AnnotationOperation } from "@/lib/annotation/operation";
import type { AnnotationId, DatasetId, ImageId, LabelId, TeamId, UserId } from "@/lib/ids";
import { createdAt, moment } from "./columns";
import { image } from "./dataset";

/**
 * The present state of an image's annotations. Each field group carries the number of the operation
 * that wrote it last, so that a late edit can be seen to be late. Deleted rows stay as tombstones.
 */
export const annotation = pgTable(
  "annotation",
  {
    id: uuid("id").primaryKey().$type<AnnotationId>(),
    teamId: uuid("team_id").notNull().$type<TeamId>(),
    datasetId: uuid("dataset_id").notNull().$type<DatasetId>(),
    imageId: uuid("image_id")
      .notNull()
      .$type<ImageId>()
      .references(() => image.id, { onDelete: "cascade" }),
    labelId: uuid("label_id").notNull().$type<LabelId>(),
    geometry: jsonb("geometry").notNull().$type<Geometry>(),
    attributes: jsonb("attributes").notNull().$type<Record<string, string | number | boolean>>().default({}),
    /** Fractional index: a string that sorts between its neighbours'. */
    z: text("z").notNull(),
    geometrySeq: integer("geometry_seq").notNull(),
    labelSeq: integer("label_seq").notNull(),
    zSeq: integer("z_seq").notNull(),
    attributeSeqs: jsonb("attribute_seqs").notNull().$type<Record<string, number>>().default({}),
    createdBy: uuid("created_by").$type<UserId>(),
    updatedBy: uuid("updated_by").$type<UserId>(),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
    deletedAt: moment("deleted_at"),
    deletedSeq: integer("deleted_seq"),
  },
  (table) => [index().on(table.imageId), index().on(table.datasetId, table.labelId)],
);

/** Append-only log, ordered by Postgres per image; `(clientId, mid)` makes a retry harmless. */
export const annotationOp = pgTable(
  "annotation_op",
  {
    imageId: uuid("image_id")
      .notNull()
      .$type<ImageId>()
      .references(() => image.id, { onDelete: "cascade" }),
    seq: integer("seq").notNull(),
    teamId: uuid("team_id").notNull().$type<TeamId>(),
    clientId: uuid("client_id").notNull(),
    mid: integer("mid").notNull(),
    baseSeq: integer("base_seq").notNull(),
    userId: uuid("user_id").$type<UserId>(),
    op: jsonb("op").notNull().$type<AnnotationOperation>(),
    /** Field groups in which this operation lost to one the author had not seen. */
    lost: jsonb("lost").$type<string[]>(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.imageId, table.seq] }), unique().on(table.clientId, table.mid)],
);
