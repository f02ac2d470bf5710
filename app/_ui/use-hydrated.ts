"use client";

import { useSyncExternalStore } from "react";

/** False until the page's scripts run. Forms wait for it: a submit before would reload the page and lose what was typed. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
}
