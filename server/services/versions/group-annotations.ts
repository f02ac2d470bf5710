import type { Geometry } from "@/lib/annotation/geometry";
import type { AnnotationId, ImageId, LabelId } from "@/lib/ids";
import type { VersionAnnotation } from "@/lib/protocol/dataset-version";

type Row = {
  id: AnnotationId;
  imageId: ImageId;
  labelId: LabelId;
  geometry: Geometry;
  attributes: Record<string, string | number | boolean>;
};

/** Annotations as a version holds them, by picture. */
export function groupAnnotations(rows: readonly Row[]): Map<ImageId, VersionAnnotation[]> {
  const groups = new Map<ImageId, VersionAnnotation[]>();
  for (const row of rows) {
    const group = groups.get(row.imageId);
    if (group) group.push(versionAnnotation(row));
    else groups.set(row.imageId, [versionAnnotation(row)]);
  }
  return groups;
}

function versionAnnotation({ id, labelId, geometry, attributes }: Row): VersionAnnotation {
  if (geometry.type === "tag") return { id, labelId, kind: "tag", attributes };
  const { x, y, width, height } = geometry;
  return { id, labelId, kind: "box", x, y, width, height, attributes };
}
