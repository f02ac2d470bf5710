import type { Metadata } from "next";
import { pageData } from "@/app/_trpc/page-data";
import { caller } from "@/app/_trpc/server";
import { ModelScreen } from "./_parts/model-screen";

type Params = { params: Promise<{ team: string; model: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const api = await caller();
  return { title: (await pageData(api.models.get(await params))).name };
}

export default async function ModelPage({ params }: Params) {
  const { team: slug, model: modelSlug } = await params;
  const api = await caller();
  const [team, model] = await Promise.all([
    pageData(api.teams.describe({ team: slug })),
    pageData(api.models.get({ team: slug, model: modelSlug })),
  ]);
  return <ModelScreen team={slug} role={team.isMember ? team.role : null} initialModel={model} />;
}
