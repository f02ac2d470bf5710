import { getTranslations } from "next-intl/server";
import { pageData } from "@/app/_trpc/page-data";
import { caller } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/empty-state";
import { PageHeader } from "@/app/_ui/page-header";
import { roleAllows } from "@/lib/team-role";
import { DatasetCard } from "./_list/dataset-card";
import { NewDataset } from "./_list/new-dataset";

type Params = Promise<{ team: string }>;

export async function generateMetadata() {
  const t = await getTranslations("datasets");
  return { title: t("title") };
}

export default async function DatasetsPage({ params }: { params: Params }) {
  const { team: slug } = await params;
  const t = await getTranslations("datasets");
  const api = await caller();
  const team = await pageData(api.teams.describe({ team: slug }));
  const datasets = await pageData(api.datasets.list({ team: slug }));
  const canMake = team.isMember && roleAllows(team.role, "annotator");
  return (
    <>
      <PageHeader title={t("title")} actions={canMake && datasets.length > 0 && <NewDataset team={slug} />} />
      {datasets.length === 0 ? (
        <EmptyState
          title={t("emptyTitle")}
          example={<p className="text-sm">{t("emptyExample")}</p>}
          action={canMake && <NewDataset team={slug} />}
        >
          {canMake ? t("emptyBody") : t("emptyVisitor")}
        </EmptyState>
      ) : (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,19rem),1fr))] gap-x-6 gap-y-9 pt-2">
          {datasets.map((dataset) => (
            <DatasetCard key={dataset.id} team={slug} dataset={dataset} />
          ))}
        </ul>
      )}
    </>
  );
}
