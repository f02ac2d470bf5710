import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { caller } from "@/app/_trpc/server";
import { ImageId } from "@/lib/ids";
import { EditorScreen } from "./_editor/editor-screen";
import { imageQuery } from "./_editor/image-query";

type Params = Promise<{ team: string; dataset: string; image: string }>;
type Search = Promise<Record<string, string | string[] | undefined>>;

const getImage = cache(async (team: string, image: string, search: string) => {
  const id = ImageId.safeParse(image);
  if (!id.success) notFound();
  const api = await caller();
  return api.images.get({ team, image: id.data, ...imageQuery(new URLSearchParams(search)) });
});

export async function generateMetadata({
  params,
  searchParams,
}: {
  params: Params;
  searchParams: Search;
}): Promise<Metadata> {
  const { team, image } = await params;
  const found = await getImage(team, image, await searchOf(searchParams)).catch(orNotFound);
  return { title: found.fileName };
}

export default async function AnnotatePage({
  params,
  searchParams,
}: {
  params: Params;
  searchParams: Search;
}) {
  const { team, dataset, image } = await params;
  const search = await searchOf(searchParams);
  const api = await caller();
  const [me, found] = await Promise.all([api.identity.me(), getImage(team, image, search).catch(orNotFound)]);
  if (found.dataset.slug !== dataset) notFound();
  const labels = await api.labels.list({ team, dataset, withArchived: true });
  const membership = me.teams.find(({ slug }) => slug === team);
  return (
    <EditorScreen
      key={found.id}
      place={{ team, teamName: membership?.name ?? team, dataset: found.dataset }}
      image={found}
      labels={labels}
      user={{ id: me.user?.id ?? null, role: membership?.role ?? null }}
      search={search}
    />
  );
}

async function searchOf(searchParams: Search): Promise<string> {
  const entries = Object.entries(await searchParams).flatMap(([key, value]) =>
    typeof value === "string" ? [[key, value]] : [],
  );
  return new URLSearchParams(entries).toString();
}

const NotFoundError = z.object({ code: z.literal("NOT_FOUND") });

function orNotFound(error: unknown): never {
  if (NotFoundError.safeParse(error).success) notFound();
  throw error;
}
