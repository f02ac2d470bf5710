import type { inferRouterOutputs } from "@trpc/server";
import type { UserId } from "@/lib/ids";
import type { TeamRole } from "@/lib/team-role";
import type { AppRouter } from "@/server/routers/app-router";

type Outputs = inferRouterOutputs<AppRouter>;

export type EditedImage = Outputs["images"]["get"];
export type EditedLabel = Outputs["labels"]["list"][number];

/** Where the editor is and for whom. */
export type EditorPlace = {
  team: string;
  teamName: string;
  dataset: { slug: string; name: string };
};

/** Who edits: the id is null for a guest, the role for a visitor of a public team. */
export type EditingPerson = { id: UserId | null; role: TeamRole | null };

export function imageHref(place: EditorPlace, image: string, search: string): string {
  return `/t/${place.team}/datasets/${place.dataset.slug}/images/${image}${search && `?${search}`}`;
}

export function datasetHref(place: EditorPlace, search = ""): string {
  return `/t/${place.team}/datasets/${place.dataset.slug}${search && `?${search}`}`;
}
