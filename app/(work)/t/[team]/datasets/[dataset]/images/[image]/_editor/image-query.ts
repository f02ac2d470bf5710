import { z } from "zod";
import { LabelId } from "@/lib/ids";

const Query = z.object({
  sort: z.enum(["name", "newest", "oldest"]).optional().catch(undefined),
  label: LabelId.optional().catch(undefined),
  annotated: z.stringbool().optional().catch(undefined),
  split: z.enum(["train", "val", "test", "none"]).optional().catch(undefined),
  name: z.string().max(200).optional().catch(undefined),
});

/** The grid's order and filters, as its address had them: previous and next mean the same there and here. */
export function imageQuery(search: URLSearchParams) {
  const { sort, ...filters } = Query.parse(Object.fromEntries(search));
  return { ...(sort && { sort }), filters };
}
