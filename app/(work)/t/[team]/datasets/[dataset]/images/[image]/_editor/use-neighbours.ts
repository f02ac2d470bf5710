"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useMemo } from "react";
import { useTRPC } from "@/app/_trpc/client";
import type { ImageId } from "@/lib/ids";
import { type EditedImage, type EditorPlace, imageHref } from "./editor-place";
import { imageQuery } from "./image-query";

export type Neighbours = { previous: (() => void) | null; next: (() => void) | null };

/** Ways to the pictures before and after, whose pages and pixels are fetched ahead. */
export function useNeighbours({
  place,
  image,
  search,
}: {
  place: EditorPlace;
  image: EditedImage;
  search: string;
}): Neighbours {
  const router = useRouter();
  usePicturesAhead({ place, image, search });
  const { previous, next } = image;
  return useMemo(() => {
    const way = (id: ImageId | null) =>
      id === null ? null : () => router.push(imageHref(place, id, search));
    return { previous: way(previous), next: way(next) };
  }, [router, place, previous, next, search]);
}

function usePicturesAhead({
  place,
  image,
  search,
}: {
  place: EditorPlace;
  image: EditedImage;
  search: string;
}) {
  const trpc = useTRPC();
  const router = useRouter();
  const query = (id: ImageId | null) => ({
    ...trpc.images.get.queryOptions({
      team: place.team,
      image: id ?? image.id,
      ...imageQuery(new URLSearchParams(search)),
    }),
    enabled: id !== null,
    staleTime: 60_000,
  });
  const next = useQuery(query(image.next)).data?.fullUrl;
  const previous = useQuery(query(image.previous)).data?.fullUrl;
  useEffect(() => {
    for (const id of [image.next, image.previous]) if (id) router.prefetch(imageHref(place, id, search));
  }, [router, place, search, image.next, image.previous]);
  useEffect(() => {
    for (const url of [next, previous]) if (url) new Image().src = url;
  }, [next, previous]);
}
