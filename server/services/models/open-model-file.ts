import { findModelBySlug, findTestPicture } from "@/db/queries/model";
import { inTeam } from "@/db/scope";
import type { Sha256 } from "@/lib/ids";
import type { ModelManifest } from "@/lib/protocol/model-manifest";
import { requireRole, type TeamAccess } from "../../access";
import { AppError } from "../../errors";

/** A file of a model: bytes in the blob store, or its manifest. */
export type ModelFile =
  | { kind: "blob"; sha256: Sha256; bytes: number | null; mime: string; fileName: string }
  | { kind: "manifest"; manifest: ModelManifest };

export type ModelFileName = "onnx" | "manifest" | "golden" | "picture";

/** Finds a model's file for a download; `picture` is one of its test split. Throws `notFound`. */
export async function openModelFile(
  access: TeamAccess,
  params: { model: string; file: ModelFileName; image: string | null },
): Promise<ModelFile> {
  requireRole(access, "viewer");
  const { id: teamId } = access.team;
  return inTeam(access.db, teamId, async (tx) => {
    const model = await findModelBySlug(tx, { teamId, slug: params.model });
    if (!model) throw new AppError("notFound", "model.notFound");
    const { manifest, slug, onnxSha256, onnxBytes, goldenSha256, datasetVersionId: versionId } = model;
    if (params.file === "manifest") return { kind: "manifest", manifest };
    if (params.file === "onnx") {
      return {
        kind: "blob",
        sha256: onnxSha256,
        bytes: onnxBytes,
        mime: "application/octet-stream",
        fileName: `${slug}.onnx`,
      };
    }
    if (params.file === "golden") {
      return {
        kind: "blob",
        sha256: goldenSha256,
        bytes: null,
        mime: "image/png",
        fileName: `${slug}-golden.png`,
      };
    }
    const imageId = params.image;
    const picture =
      versionId && imageId ? await findTestPicture(tx, { teamId, versionId, imageId }) : undefined;
    if (!picture) throw new AppError("notFound", "model.notFound");
    return {
      kind: "blob",
      sha256: picture.blobSha256,
      bytes: null,
      mime: picture.mime,
      fileName: `${imageId}`,
    };
  });
}
