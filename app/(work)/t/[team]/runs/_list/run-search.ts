import { z } from "zod";
import type { RunStatus } from "@/lib/protocol/run";
import { RunFilter } from "@/lib/protocol/run-input";

/** The states that a person filters by; each stands for one or more states of a run. */
export const STATE_FILTERS = {
  waiting: ["queued"],
  active: ["leased", "running", "finalizing"],
  succeeded: ["succeeded"],
  failed: ["failed", "dead"],
  cancelled: ["cancelled"],
} as const satisfies Record<string, readonly RunStatus[]>;

export const StateFilterName = z.enum(["waiting", "active", "succeeded", "failed", "cancelled"]);

const Search = z.object({
  state: StateFilterName.optional().catch(undefined),
  kind: RunFilter.shape.kind.catch(undefined),
  recipe: RunFilter.shape.recipe.catch(undefined),
  dataset: RunFilter.shape.dataset.catch(undefined),
});

export type RunSearch = {
  status?: RunStatus[];
  kind?: "train" | "score";
  recipe?: "detect" | "authenticity";
  dataset?: string;
};

/** The list's filter from the page's address; what makes no sense there is left out. */
export function readRunSearch(params: Record<string, unknown>): RunSearch {
  const { state, kind, recipe, dataset } = Search.parse(params);
  return {
    ...(state && { status: [...STATE_FILTERS[state]] }),
    ...(kind && { kind }),
    ...(recipe && { recipe }),
    ...(dataset && { dataset }),
  };
}
