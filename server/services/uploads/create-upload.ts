import { mkdir, statfs } from "node:fs/promises";
import { z } from "zod";
import { insertUpload } from "@/db/queries/upload";
import { inTeam } from "@/db/scope";
import { cleanText } from "@/lib/formats/clean-text";
import { Sha256, Slug } from "@/lib/ids";
import { requireRole, requireUser, type TeamAccess } from "../../access";
import { AppError } from "../../errors";
import { uploadFolder } from "./upload-folder";

/** Left free for the database and everybody else. */
const SPARE_BYTES = 256 * 1024 ** 2;
export const UPLOAD_LIFE_MS = 24 * 3600 * 1000;

export const CreateUpload = z.object({
  team: Slug,
  /** A file's name, or its path inside a dropped folder. */
  fileName: z
    .string()
    .min(1)
    .max(1024)
    .transform((name) => cleanText(name, 1024)),
  bytes: z.number().int().positive(),
  /** When given, the finished file must have this hash. */
  sha256: Sha256.optional(),
});
export type CreateUpload = z.infer<typeof CreateUpload>;

/** Announces a file. Throws `tooLarge` past the server's limit and ENOSPC (507) when the disk could not hold it. */
export async function createUpload(access: TeamAccess, input: CreateUpload, limits: { maxBytes: number }) {
  requireRole(access, "annotator");
  const user = requireUser(access);
  if (input.bytes > limits.maxBytes)
    throw new AppError("tooLarge", "upload.tooLarge", { args: { maxBytes: limits.maxBytes } });
  await mkdir(uploadFolder(), { recursive: true });
  const disk = await statfs(uploadFolder());
  if (disk.bavail * disk.bsize < input.bytes + SPARE_BYTES)
    throw Object.assign(new Error("disk full"), { code: "ENOSPC" });
  const row = await inTeam(access.db, access.team.id, (tx) =>
    insertUpload(tx, {
      teamId: access.team.id,
      userId: user.id,
      fileName: input.fileName,
      bytes: input.bytes,
      sha256: input.sha256 ?? null,
      expiresAt: new Date(Date.now() + UPLOAD_LIFE_MS),
    }),
  );
  return { id: row.id, receivedBytes: 0, complete: false };
}
