import { generateNKeysBetween } from "fractional-indexing";
import { clipBox, moveBox, roundBox } from "@/lib/annotation/box";
import { type ImageSize, imagePoint } from "@/lib/annotation/coordinates";
import { boxGeometry } from "@/lib/annotation/geometry";
import type { AnnotationOperation } from "@/lib/annotation/operation";
import type { LabelId } from "@/lib/ids";
import { newAnnotationId } from "./creation";
import type { BoxAnnotation } from "./editor-boxes";

/** A label as the editor needs it: its name finds its namesake when boxes are pasted in another dataset. */
export type KnownLabel = { readonly id: LabelId; readonly name: string };

type CopiedBox = { readonly box: BoxAnnotation; readonly labelName: string | undefined };

/** Copied boxes, kept while one goes from picture to picture. */
let clipboard: readonly CopiedBox[] = [];

export type CopySource = { copied: BoxAnnotation; labelId: LabelId | null; isAside: boolean };

/** Puts boxes on the clipboard; says how many. None leaves it as it was. */
export function copyBoxes(boxes: readonly BoxAnnotation[], labels: readonly KnownLabel[]): number {
  if (boxes.length === 0) return 0;
  clipboard = inStackingOrder(boxes).map((box) => ({
    box,
    labelName: labels.find(({ id }) => id === box.labelId)?.name,
  }));
  return clipboard.length;
}

/** What is on the clipboard: under the same label here, else its namesake, else the label in hand. */
export function copiedBoxes(place: {
  labels: readonly KnownLabel[];
  activeLabel: LabelId | null;
  isHere: (box: BoxAnnotation) => boolean;
}): CopySource[] {
  return clipboard.map(({ box, labelName }) => {
    const same = place.labels.find(({ id }) => id === box.labelId);
    const found = same ?? place.labels.find(({ name }) => name === labelName);
    return { copied: box, labelId: found?.id ?? place.activeLabel, isAside: place.isHere(box) };
  });
}

/** The boxes themselves as sources, each copy a little aside of its original. */
export function duplicatesOf(boxes: readonly BoxAnnotation[]): CopySource[] {
  return inStackingOrder(boxes).map((copied) => ({ copied, labelId: copied.labelId, isAside: true }));
}

/** New boxes above all others, in their originals' order, inside this picture. */
export function creationsOf(
  sources: readonly CopySource[],
  place: { image: ImageSize; topKey: string | null },
): AnnotationOperation[] {
  const aside = Math.max(4, Math.min(place.image.width, place.image.height) / 50);
  const keys = generateNKeysBetween(place.topKey, null, sources.length);
  return sources.flatMap(({ copied, labelId, isAside }, index): AnnotationOperation[] => {
    const offset = isAside ? aside : 0;
    // A copy that would hang over the edge is moved in; only what is larger than the picture is cut.
    const moved = moveBox(copied.geometry, imagePoint(offset, offset), place.image);
    const box = clipBox(roundBox(moved), place.image);
    const z = keys[index];
    if (!box || !labelId || z === undefined) return [];
    const attributes = { ...copied.attributes };
    return [{ type: "create", id: newAnnotationId(), labelId, geometry: boxGeometry(box), z, attributes }];
  });
}

/** Copies lie on each other as their originals do. */
function inStackingOrder(boxes: readonly BoxAnnotation[]): BoxAnnotation[] {
  return [...boxes].sort((a, b) => (a.z === b.z ? (a.id < b.id ? -1 : 1) : a.z < b.z ? -1 : 1));
}
