"use client";

import { useSyncExternalStore } from "react";

/** What stands after “#” in the address, where mailed links carry their secret; undefined until the page is hydrated. */
export function useFragment(): string | undefined {
  return useSyncExternalStore(subscribe, read, () => undefined);
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener("hashchange", onChange);
  return () => window.removeEventListener("hashchange", onChange);
}

function read(): string {
  return window.location.hash.slice(1);
}
