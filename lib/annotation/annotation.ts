import type { AnnotationId, LabelId } from "../ids";
import type { Geometry } from "./geometry";
import type { AnnotationOperation, AttributeValue } from "./operation";

/** One annotation as it stands. A deleted one stays as a tombstone, so that a restore finds it whole. */
export type Annotation = {
  readonly id: AnnotationId;
  readonly labelId: LabelId;
  readonly geometry: Geometry;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly z: string;
  readonly isDeleted: boolean;
};

/** The annotation after an operation, whoever else wrote; null when there is nothing that it could change. */
export function applyOperation(
  annotation: Annotation | undefined,
  op: AnnotationOperation,
): Annotation | null {
  if (op.type === "create") {
    const { id, labelId, geometry, attributes, z } = op;
    return annotation ?? { id, labelId, geometry, attributes, z, isDeleted: false };
  }
  if (!annotation) return null;
  switch (op.type) {
    case "set-geometry":
      return { ...annotation, geometry: op.geometry };
    case "set-label":
      return { ...annotation, labelId: op.labelId };
    case "set-attribute":
      return { ...annotation, attributes: withAttribute(annotation.attributes, op.name, op.value) };
    case "set-z":
      return { ...annotation, z: op.z };
    case "delete":
      return { ...annotation, isDeleted: true };
    case "restore":
      return { ...annotation, isDeleted: false };
  }
}

function withAttribute(attributes: Annotation["attributes"], name: string, value: AttributeValue | null) {
  const { [name]: _, ...others } = attributes;
  return value === null ? others : { ...others, [name]: value };
}
