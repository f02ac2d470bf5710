import path from "node:path";
import type { ArtifactId } from "@/lib/ids";
import { settings } from "../../settings";

/** Where an artifact's bytes gather until they are complete: beside the blobs, so that moving them in is a rename. */
export function partialArtifactPath(artifactId: ArtifactId): string {
  return path.join(artifactFolder(), artifactId);
}

export function artifactFolder(): string {
  return path.join(settings().blobFolder, "incoming-artifacts");
}
