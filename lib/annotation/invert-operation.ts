import type { Annotation } from "./annotation";
import { sameGeometry } from "./geometry";
import type { AnnotationOperation } from "./operation";

/** The operation that takes `op` back, given the annotation as it was before; null when `op` changes nothing. */
export function invertOperation(
  before: Annotation | undefined,
  op: AnnotationOperation,
): AnnotationOperation | null {
  const { id } = op;
  if (op.type === "create") return before ? null : { type: "delete", id };
  if (!before) return null;
  switch (op.type) {
    case "set-geometry":
      return { type: "set-geometry", id, geometry: before.geometry };
    case "set-label":
      return { type: "set-label", id, labelId: before.labelId };
    case "set-attribute":
      return { type: "set-attribute", id, name: op.name, value: before.attributes[op.name] ?? null };
    case "set-z":
      return { type: "set-z", id, z: before.z };
    case "delete":
      return before.isDeleted ? null : { type: "restore", id };
    case "restore":
      return before.isDeleted ? { type: "delete", id } : null;
  }
}

/** Whether the annotation still stands as `op` left it: if not, somebody has changed that since. */
export function stillStands(now: Annotation | undefined, op: AnnotationOperation): boolean {
  if (!now) return false;
  switch (op.type) {
    case "create":
    case "restore":
      return !now.isDeleted;
    case "delete":
      return now.isDeleted;
    case "set-geometry":
      return !now.isDeleted && sameGeometry(now.geometry, op.geometry);
    case "set-label":
      return !now.isDeleted && now.labelId === op.labelId;
    case "set-attribute":
      return !now.isDeleted && (now.attributes[op.name] ?? null) === op.value;
    case "set-z":
      return !now.isDeleted && now.z === op.z;
  }
}
