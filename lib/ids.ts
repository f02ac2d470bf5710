import { z } from "zod";

/**
 * Branded identifiers. Every row's id is a UUIDv7 made by the server; the brand keeps a run's id from
 * being passed where a dataset's is meant.
 */
export const UserId = z.uuid().brand<"UserId">();
export type UserId = z.infer<typeof UserId>;
export const SessionId = z.uuid().brand<"SessionId">();
export type SessionId = z.infer<typeof SessionId>;
export const TeamId = z.uuid().brand<"TeamId">();
export type TeamId = z.infer<typeof TeamId>;
export const InviteId = z.uuid().brand<"InviteId">();
export type InviteId = z.infer<typeof InviteId>;
export const TokenId = z.uuid().brand<"TokenId">();
export type TokenId = z.infer<typeof TokenId>;
export const DatasetId = z.uuid().brand<"DatasetId">();
export type DatasetId = z.infer<typeof DatasetId>;
export const LabelId = z.uuid().brand<"LabelId">();
export type LabelId = z.infer<typeof LabelId>;
export const ImageId = z.uuid().brand<"ImageId">();
export type ImageId = z.infer<typeof ImageId>;
export const AnnotationId = z.uuid().brand<"AnnotationId">();
export type AnnotationId = z.infer<typeof AnnotationId>;
export const DatasetVersionId = z.uuid().brand<"DatasetVersionId">();
export type DatasetVersionId = z.infer<typeof DatasetVersionId>;
export const UploadId = z.uuid().brand<"UploadId">();
export type UploadId = z.infer<typeof UploadId>;
export const JobId = z.uuid().brand<"JobId">();
export type JobId = z.infer<typeof JobId>;
export const WorkerId = z.uuid().brand<"WorkerId">();
export type WorkerId = z.infer<typeof WorkerId>;
export const RunId = z.uuid().brand<"RunId">();
export type RunId = z.infer<typeof RunId>;
export const ArtifactId = z.uuid().brand<"ArtifactId">();
export type ArtifactId = z.infer<typeof ArtifactId>;
export const ModelId = z.uuid().brand<"ModelId">();
export type ModelId = z.infer<typeof ModelId>;
export const BenchmarkId = z.uuid().brand<"BenchmarkId">();
export type BenchmarkId = z.infer<typeof BenchmarkId>;
export const ScoreId = z.uuid().brand<"ScoreId">();
export type ScoreId = z.infer<typeof ScoreId>;
export const QuizId = z.uuid().brand<"QuizId">();
export type QuizId = z.infer<typeof QuizId>;
export const QuizItemId = z.uuid().brand<"QuizItemId">();
export type QuizItemId = z.infer<typeof QuizItemId>;
export const QuizRoundId = z.uuid().brand<"QuizRoundId">();
export type QuizRoundId = z.infer<typeof QuizRoundId>;

/** SHA-256 of a blob's bytes, 64 lower-case hexadecimal digits. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<"Sha256">();
export type Sha256 = z.infer<typeof Sha256>;

/** What a team or dataset is called in a URL: lower-case letters, digits and hyphens, 1–48 characters. */
export const Slug = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/);
export type Slug = z.infer<typeof Slug>;
