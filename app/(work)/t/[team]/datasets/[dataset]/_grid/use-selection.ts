"use client";

import { useState } from "react";
import type { ImageId } from "@/lib/ids";

/** Which pictures are picked; Shift extends from the last one picked. */
export function useSelection(ids: readonly ImageId[]) {
  const [picked, setPicked] = useState<ReadonlySet<ImageId>>(new Set());
  const [anchor, setAnchor] = useState<ImageId | null>(null);

  function toggle(id: ImageId, extend: boolean) {
    const next = new Set(picked);
    const from = anchor === null ? -1 : ids.indexOf(anchor);
    const to = ids.indexOf(id);
    if (extend && from >= 0)
      for (const between of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(between);
    else if (!next.delete(id)) next.add(id);
    setPicked(next);
    setAnchor(id);
  }

  return {
    picked,
    toggle,
    all: () => setPicked(new Set(ids)),
    clear: () => setPicked(new Set()),
  };
}

export type Selection = ReturnType<typeof useSelection>;
