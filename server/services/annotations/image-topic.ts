import type { ImageId } from "@/lib/ids";

/** What the change bus calls an image's operations. */
export function imageTopic(imageId: ImageId): string {
  return `image:${imageId}`;
}
