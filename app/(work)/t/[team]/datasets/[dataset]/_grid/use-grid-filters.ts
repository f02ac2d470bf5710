"use client";

import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { LabelId } from "@/lib/ids";

const SPLITS = ["train", "val", "test", "none"] as const;
const SORTS = ["name", "newest", "oldest"] as const;

/** Filters and order, kept in the URL so that a link shows the same pictures. */
export function useGridFilters() {
  const [state, setState] = useQueryStates({
    label: parseAsString,
    annotated: parseAsBoolean,
    split: parseAsStringLiteral(SPLITS),
    name: parseAsString.withDefault("").withOptions({ throttleMs: 300 }),
    sort: parseAsStringLiteral(SORTS).withDefault("name"),
  });
  const label = LabelId.safeParse(state.label).data;
  const filters = {
    ...(label && { label }),
    ...(state.annotated !== null && { annotated: state.annotated }),
    ...(state.split && { split: state.split }),
    ...(state.name !== "" && { name: state.name }),
  };
  const clear = () => void setState({ label: null, annotated: null, split: null, name: null });
  return { state, setState, filters, sort: state.sort, isFiltered: Object.keys(filters).length > 0, clear };
}

export type GridFilters = ReturnType<typeof useGridFilters>;
