import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { pageData } from "@/app/_trpc/page-data";
import { caller } from "@/app/_trpc/server";
import { PageHeader } from "@/app/_ui/page-header";
import { recipeNameSchema } from "@/lib/protocol/run-spec";
import { StartForm } from "./_form/start-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("runs");
  return { title: t("startTitle") };
}

const Search = z.object({
  dataset: z.string().optional().catch(undefined),
  version: z.coerce.number().int().positive().optional().catch(undefined),
  recipe: recipeNameSchema.optional().catch(undefined),
  /** A run whose settings to begin with. */
  from: z.coerce.number().int().positive().optional().catch(undefined),
});

type Props = {
  params: Promise<{ team: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function NewRunPage({ params, searchParams }: Props) {
  const { team } = await params;
  const { from, ...wanted } = Search.parse(await searchParams);
  const t = await getTranslations("runs");
  const api = await caller();
  const [datasets, workers, source] = await Promise.all([
    pageData(api.datasets.list({ team })),
    pageData(api.workers.list({ team })),
    from ? pageData(api.runs.get({ team, number: from })) : null,
  ]);
  const like = source
    ? {
        dataset: source.dataset.slug,
        version: source.dataset.version,
        recipe: recipeNameSchema.safeParse(source.recipe).data,
        config: source.config,
      }
    : { ...wanted, config: {} };
  return (
    <>
      <PageHeader title={t("startTitle")} crumbs={[{ label: t("title"), href: `/t/${team}/runs` }]} />
      <StartForm team={team} datasets={datasets} workers={workers.workers} like={like} />
    </>
  );
}
