import { z } from "zod";
import { UploadId } from "../ids";

export const JobKind = z.enum(["import", "export"]);
export type JobKind = z.infer<typeof JobKind>;

export const JobStatus = z.enum(["queued", "running", "succeeded", "failed", "cancelled"]);
export type JobStatus = z.infer<typeof JobStatus>;

export const ExportFormat = z.enum(["coco", "voc"]);
export type ExportFormat = z.infer<typeof ExportFormat>;

export const JobInput = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("import"), uploadIds: z.array(UploadId).min(1).max(20_000) }),
  z.object({ kind: z.literal("export"), format: ExportFormat, versionNumber: z.number().int().nullable() }),
]);
export type JobInput = z.infer<typeof JobInput>;

/** One thing an import left out or changed: `reason` is a key that the screen words in each language. */
export const ImportNote = z.object({
  file: z.string(),
  reason: z.string(),
  args: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type ImportNote = z.infer<typeof ImportNote>;

export const JobReport = z.object({
  format: z.string(),
  images: z.object({
    read: z.number().int(),
    added: z.number().int(),
    known: z.number().int(),
    skipped: z.number().int(),
  }),
  annotations: z.object({
    read: z.number().int(),
    added: z.number().int(),
    known: z.number().int(),
    changed: z.number().int(),
    skipped: z.number().int(),
  }),
  labels: z.array(z.string()),
  skipped: z.array(ImportNote),
  changed: z.array(ImportNote),
  /** Notes beyond the first few thousand are counted, not kept. */
  omittedNotes: z.number().int(),
});
export type JobReport = z.infer<typeof JobReport>;
