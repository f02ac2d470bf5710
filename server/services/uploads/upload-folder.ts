import path from "node:path";
import type { UploadId } from "@/lib/ids";

/** Where uploads gather until an import has read them; web replicas share this folder. */
export function uploadFolder(): string {
  return path.resolve(process.env.ATELIER_DATA ?? ".atelier", "uploads");
}

export function uploadPath(uploadId: UploadId): string {
  return path.join(uploadFolder(), uploadId);
}
