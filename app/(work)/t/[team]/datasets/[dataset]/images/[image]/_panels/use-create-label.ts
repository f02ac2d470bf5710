"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTRPC, useTRPCClient } from "@/app/_trpc/client";
import type { LabelId } from "@/lib/ids";
import type { EditorPlace } from "../_editor/editor-place";

/** Adds a label to the dataset by name; the page then lists it. */
export function useCreateLabel(place: EditorPlace, onMade: (id: LabelId) => void) {
  const client = useTRPCClient();
  const router = useRouter();
  const queries = useQueryClient();
  const trpc = useTRPC();
  return useMutation({
    mutationFn: (name: string) =>
      client.labels.create.mutate({ team: place.team, dataset: place.dataset.slug, name }),
    onSuccess(label) {
      router.refresh();
      void queries.invalidateQueries({ queryKey: trpc.labels.pathKey() });
      onMade(label.id);
    },
  });
}
