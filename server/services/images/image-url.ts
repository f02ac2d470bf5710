import type { ImageId, Sha256 } from "@/lib/ids";

/** Addresses of a picture's bytes. The hash in them lets browsers keep what they have fetched for good. */
export function imageUrl(
  team: string,
  image: { id: ImageId; sha256: Sha256 },
  rendition: "thumbnail" | "full",
): string {
  return `/api/images/${image.id}/${rendition}?team=${team}&v=${image.sha256.slice(0, 16)}`;
}
