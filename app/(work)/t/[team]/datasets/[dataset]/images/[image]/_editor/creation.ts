import { generateKeyBetween } from "fractional-indexing";
import { v7 } from "uuid";
import type { ImageBox } from "@/lib/annotation/coordinates";
import type { AnnotationDocument } from "@/lib/annotation/document";
import { boxGeometry } from "@/lib/annotation/geometry";
import type { AnnotationOperation } from "@/lib/annotation/operation";
import { AnnotationId, type LabelId } from "@/lib/ids";

export function newAnnotationId(): AnnotationId {
  return AnnotationId.parse(v7());
}

/** A new box above all others, or, without one, a tag for the whole picture. */
export function creation(document: AnnotationDocument, labelId: LabelId, box: ImageBox | null) {
  return {
    type: "create",
    id: newAnnotationId(),
    labelId,
    geometry: box ? boxGeometry(box) : { type: "tag" },
    z: generateKeyBetween(topKey(document), null),
    attributes: {},
  } satisfies AnnotationOperation;
}

/** The stacking key of what lies uppermost; null in an empty picture. */
export function topKey(document: AnnotationDocument): string | null {
  let top: string | null = null;
  for (const { z } of document.live()) if (top === null || z > top) top = z;
  return top;
}
