import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageData } from "@/app/_trpc/page-data";
import { caller } from "@/app/_trpc/server";
import { LinkButton } from "@/app/_ui/link-button";
import { PageHeader } from "@/app/_ui/page-header";
import { roleAllows } from "@/lib/team-role";
import { RunList } from "./_list/run-list";
import { readRunSearch } from "./_list/run-search";

type Props = {
  params: Promise<{ team: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("runs");
  return { title: t("title") };
}

export default async function RunsPage({ params, searchParams }: Props) {
  const { team } = await params;
  const t = await getTranslations("runs");
  const api = await caller();
  const filter = readRunSearch(await searchParams);
  const [about, initial] = await Promise.all([
    pageData(api.teams.describe({ team })),
    pageData(api.runs.list({ team, ...filter })),
  ]);
  const canStart = about.isMember && roleAllows(about.role, "annotator");
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          canStart && (
            <LinkButton href={`/t/${team}/runs/new`} variant="primary" icon={<Plus aria-hidden="true" />}>
              {t("start")}
            </LinkButton>
          )
        }
      />
      <RunList team={team} initial={initial} initialFilter={filter} canStart={canStart} />
    </>
  );
}
