"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo } from "react";
import { toast } from "sonner";
import { useTRPC, useTRPCClient } from "@/app/_trpc/client";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { ImageId } from "@/lib/ids";
import { type EditedImage, type EditorPlace, imageHref } from "./editor-place";
import { imageQuery } from "./image-query";

export type Neighbours = {
  previous: (() => void) | null;
  next: (() => void) | null;
  /** To the next picture on which nothing has been marked, from the first again after the last. */
  nextOpen: () => void;
};

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
  const nextOpen = useNextOpen({ place, image, search });
  return useMemo(() => {
    const way = (id: ImageId | null) =>
      id === null ? null : () => router.push(imageHref(place, id, search));
    return { previous: way(previous), next: way(next), nextOpen };
  }, [router, place, previous, next, search, nextOpen]);
}

function useNextOpen({ place, image, search }: { place: EditorPlace; image: EditedImage; search: string }) {
  const t = useTranslations("annotate");
  const message = useErrorMessage();
  const router = useRouter();
  const client = useTRPCClient();
  return useCallback(() => {
    const { sort, filters } = imageQuery(new URLSearchParams(search));
    const open = { ...(sort && { sort }), filters: { ...filters, annotated: false } };
    async function find(): Promise<ImageId | null> {
      const { next } = await client.images.get.query({ team: place.team, image: image.id, ...open });
      if (next) return next;
      const { items } = await client.images.list.query({
        team: place.team,
        dataset: place.dataset.slug,
        limit: 2,
        ...open,
      });
      return items.find(({ id }) => id !== image.id)?.id ?? null;
    }
    find().then(
      (id) => (id ? router.push(imageHref(place, id, search)) : toast(t("top.noneOpen"))),
      (error: unknown) => toast.error(message(error)),
    );
  }, [client, router, place, image.id, search, t, message]);
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
