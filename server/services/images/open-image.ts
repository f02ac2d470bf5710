import { findBlob } from "@/db/queries/blob";
import { findImage } from "@/db/queries/image";
import { inTeam } from "@/db/scope";
import type { ImageId } from "@/lib/ids";
import { requireRole, type TeamAccess } from "../../access";
import type { ServedBlob } from "../../blob-response";
import { AppError } from "../../errors";

/** A picture's bytes, or its thumbnail's, for whoever may see the team. */
export async function openImage(
  access: TeamAccess,
  input: { image: ImageId; rendition: "thumbnail" | "full" },
): Promise<ServedBlob> {
  requireRole(access, "viewer");
  const found = await inTeam(access.db, access.team.id, async (tx) => {
    const row = await findImage(tx, { teamId: access.team.id, imageId: input.image });
    const sha256 = input.rendition === "thumbnail" ? row?.thumbnailSha256 : row?.blobSha256;
    const blob = sha256 && (await findBlob(tx, { sha256 }));
    return row && blob ? { blob, fileName: row.fileName } : undefined;
  });
  if (!found) throw new AppError("notFound", "image.notFound");
  const { sha256, bytes, mime } = found.blob;
  return { sha256, bytes, mime, fileName: found.fileName, open: (range) => access.blobs.open(sha256, range) };
}
