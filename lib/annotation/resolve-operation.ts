import { type Annotation, applyOperation } from "./annotation";
import { type FieldGroup, fieldGroupOf } from "./field-group";
import type { AnnotationOperation } from "./operation";

/** An annotation with the number of the operation that last wrote each of its field groups. */
export type OrderedAnnotation = Annotation & {
  readonly geometrySeq: number;
  readonly labelSeq: number;
  readonly zSeq: number;
  readonly attributeSeqs: Readonly<Record<string, number>>;
  /** The last delete or restore; null when there was none. */
  readonly presenceSeq: number | null;
};

export type Resolution =
  | { status: "applied"; annotation: OrderedAnnotation }
  /** The operation is logged but changes nothing: somebody wrote the group before it whom its author had not seen. */
  | { status: "lost"; group: FieldGroup }
  | { status: "rejected"; reason: "annotation.idTaken" | "annotation.notFound" | "annotation.geometryKind" };

/**
 * The one rule of conflicts, run by the server in the order in which operations arrive. The last writer wins
 * per field group, where "last" is who knew most: an operation loses to a write that its author had not seen
 * (`hasSeen(seq)` false), so that an old offline edit cannot undo a newer one. Deleted is deleted: a late edit
 * does not revive.
 */
export function resolveOperation(
  current: OrderedAnnotation | undefined,
  incoming: { op: AnnotationOperation; seq: number; hasSeen: (seq: number) => boolean },
): Resolution {
  const { op, seq, hasSeen } = incoming;
  if (op.type === "create") return resolveCreate(current, op, seq);
  if (!current) return { status: "rejected", reason: "annotation.notFound" };
  if (op.type === "set-geometry" && op.geometry.type !== current.geometry.type) {
    return { status: "rejected", reason: "annotation.geometryKind" };
  }
  const group = fieldGroupOf(op);
  if (current.isDeleted && group !== "presence") return { status: "lost", group: "presence" };
  const writtenSeq = seqOf(current, group);
  if (writtenSeq !== null && !hasSeen(writtenSeq)) return { status: "lost", group };
  const next = applyOperation(current, op);
  if (!next) return { status: "rejected", reason: "annotation.notFound" };
  return { status: "applied", annotation: { ...current, ...next, ...stamp(current, group, seq) } };
}

/** The number of the operation that last wrote a group; null for a group that nothing has written. */
export function seqOf(annotation: OrderedAnnotation, group: FieldGroup): number | null {
  if (group === "geometry") return annotation.geometrySeq;
  if (group === "label") return annotation.labelSeq;
  if (group === "z") return annotation.zSeq;
  if (group === "presence") return annotation.presenceSeq;
  return annotation.attributeSeqs[group.slice("attribute:".length)] ?? null;
}

function resolveCreate(
  current: OrderedAnnotation | undefined,
  op: Extract<AnnotationOperation, { type: "create" }>,
  seq: number,
): Resolution {
  const created = current ? null : applyOperation(undefined, op);
  if (!created) return { status: "rejected", reason: "annotation.idTaken" };
  const attributeSeqs = Object.fromEntries(Object.keys(created.attributes).map((name) => [name, seq]));
  return {
    status: "applied",
    annotation: { ...created, geometrySeq: seq, labelSeq: seq, zSeq: seq, attributeSeqs, presenceSeq: null },
  };
}

function stamp(current: OrderedAnnotation, group: FieldGroup, seq: number): Partial<OrderedAnnotation> {
  if (group === "geometry") return { geometrySeq: seq };
  if (group === "label") return { labelSeq: seq };
  if (group === "z") return { zSeq: seq };
  if (group === "presence") return { presenceSeq: seq };
  return { attributeSeqs: { ...current.attributeSeqs, [group.slice("attribute:".length)]: seq } };
}
