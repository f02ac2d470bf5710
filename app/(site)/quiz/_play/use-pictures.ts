"use client";

import { useEffect, useState } from "react";

export type Picture = { bytes: ArrayBuffer; url: string };
export type Pictures =
  | { state: "loading" }
  | { state: "ready"; pictures: Picture[] }
  | { state: "failed"; error: unknown };

/**
 * Fetches each option once, so that the person and the model look at the same bytes. The object URLs live as
 * long as the round is shown.
 */
export function usePictures(urls: readonly string[]): Pictures {
  const key = urls.join(" ");
  const [loaded, setLoaded] = useState<{ key: string; pictures: Pictures }>({
    key: "",
    pictures: { state: "loading" },
  });
  useEffect(() => {
    if (key === "") return;
    const abort = new AbortController();
    const made: string[] = [];
    const show = (pictures: Pictures) => abort.signal.aborted || setLoaded({ key, pictures });
    fetchAll(key.split(" "), made, abort.signal).then(
      (pictures) => show({ state: "ready", pictures }),
      (error: unknown) => show({ state: "failed", error }),
    );
    return () => {
      abort.abort();
      for (const url of made) URL.revokeObjectURL(url);
    };
  }, [key]);
  return loaded.key === key ? loaded.pictures : { state: "loading" };
}

async function fetchAll(urls: readonly string[], made: string[], signal: AbortSignal): Promise<Picture[]> {
  return Promise.all(
    urls.map(async (address) => {
      const response = await fetch(address, { signal });
      if (!response.ok) throw await response.json();
      const bytes = await response.arrayBuffer();
      const url = URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }));
      made.push(url);
      return { bytes, url };
    }),
  );
}
