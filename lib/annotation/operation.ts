import { z } from "zod";
import { AnnotationId, LabelId } from "../ids";
import { Geometry } from "./geometry";

const AttributeValue = z.union([z.string().max(2000), z.number().finite(), z.boolean()]);

/** One change to one annotation: the unit that is logged, ordered by the server and undone by its author. */
export const AnnotationOperation = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("create"),
    id: AnnotationId,
    labelId: LabelId,
    geometry: Geometry,
    z: z.string().min(1).max(64),
    attributes: z.record(z.string().max(64), AttributeValue),
  }),
  z.object({ type: z.literal("set-geometry"), id: AnnotationId, geometry: Geometry }),
  z.object({ type: z.literal("set-label"), id: AnnotationId, labelId: LabelId }),
  z.object({ type: z.literal("set-attribute"), id: AnnotationId, name: z.string().max(64), value: AttributeValue.nullable() }),
  z.object({ type: z.literal("set-z"), id: AnnotationId, z: z.string().min(1).max(64) }),
  z.object({ type: z.literal("delete"), id: AnnotationId }),
  z.object({ type: z.literal("restore"), id: AnnotationId }),
]);
export type AnnotationOperation = z.infer<typeof AnnotationOperation>;
