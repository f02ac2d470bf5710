import type { AnnotationOperation } from "./operation";

/** What is won or lost as a whole when two people change one annotation: "attribute:pose" is a group of its own. */
export type FieldGroup = "geometry" | "label" | "z" | "presence" | `attribute:${string}`;

/** The field group that an operation writes. */
export function fieldGroupOf(op: AnnotationOperation): FieldGroup {
  switch (op.type) {
    case "set-geometry":
      return "geometry";
    case "set-label":
      return "label";
    case "set-z":
      return "z";
    case "set-attribute":
      return `attribute:${op.name}`;
    case "create":
    case "delete":
    case "restore":
      return "presence";
  }
}
