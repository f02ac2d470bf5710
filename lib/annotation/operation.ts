import { z } from "zod";
import { AnnotationId, LabelId } from "../ids";
import { Geometry } from "./geometry";

export const AttributeValue = z.union([z.string().max(2000), z.number(), z.boolean()]);
export type AttributeValue = z.infer<typeof AttributeValue>;

const AttributeName = z.string().min(1).max(64);
/** A fractional index: a string that sorts between its neighbours'. */
export const ZKey = z.string().regex(/^[0-9A-Za-z]{1,64}$/);

/** One change to one annotation: the unit that is logged, ordered by the server and undone by its author. */
export const AnnotationOperation = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("create"),
    id: AnnotationId,
    labelId: LabelId,
    geometry: Geometry,
    z: ZKey,
    attributes: z.record(AttributeName, AttributeValue),
  }),
  z.object({ type: z.literal("set-geometry"), id: AnnotationId, geometry: Geometry }),
  z.object({ type: z.literal("set-label"), id: AnnotationId, labelId: LabelId }),
  z.object({
    type: z.literal("set-attribute"),
    id: AnnotationId,
    name: AttributeName,
    value: AttributeValue.nullable(),
  }),
  z.object({ type: z.literal("set-z"), id: AnnotationId, z: ZKey }),
  z.object({ type: z.literal("delete"), id: AnnotationId }),
  z.object({ type: z.literal("restore"), id: AnnotationId }),
]);
export type AnnotationOperation = z.infer<typeof AnnotationOperation>;

/** An operation as its author sends it. `(clientId, mid)` names it, so that sending it twice does it once. */
export const SubmittedOperation = z.object({
  mid: z.number().int().min(1).max(2_147_483_647),
  /** The newest operation of the image that the author had seen. */
  baseSeq: z.number().int().min(0).max(2_147_483_647),
  op: AnnotationOperation,
});
export type SubmittedOperation = z.infer<typeof SubmittedOperation>;

/** An operation in the image's log: `seq` has no gaps. With a `lost` group it stands there, but changed nothing. */
export const LoggedOperation = SubmittedOperation.omit({ baseSeq: true }).extend({
  seq: z.number().int().min(1),
  clientId: z.uuid(),
  lost: z.array(z.string()),
});
export type LoggedOperation = z.infer<typeof LoggedOperation>;

/** At most this many operations travel in one call. */
export const MAX_OPERATIONS_PER_CALL = 500;
/** At most this many live annotations lie on one picture. */
export const MAX_ANNOTATIONS_PER_IMAGE = 20_000;
