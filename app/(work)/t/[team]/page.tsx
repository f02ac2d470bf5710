import { Plus } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { pageData } from "@/app/_trpc/page-data";
import { caller } from "@/app/_trpc/server";
import { Badge } from "@/app/_ui/badge";
import { EmptyState } from "@/app/_ui/empty-state";
import { LinkButton } from "@/app/_ui/link-button";
import { PageHeader } from "@/app/_ui/page-header";
import { roleAllows } from "@/lib/team-role";
import { ChainExample } from "./_overview/chain-example";
import { RecentDatasets, RecentModels, RecentRuns } from "./_overview/recent";

export default async function TeamPage({ params }: { params: Promise<{ team: string }> }) {
  const { team: slug } = await params;
  const t = await getTranslations("shell.overview");
  const api = await caller();
  const team = await pageData(api.teams.describe({ team: slug }));
  const recent = await pageData(api.teams.overview({ team: slug }));
  const canMake = team.isMember && roleAllows(team.role, "maintainer");
  const makeDataset = canMake && (
    <LinkButton href={`/t/${slug}/datasets?new=1`} variant="primary" icon={<Plus aria-hidden="true" />}>
      {t("newDataset")}
    </LinkButton>
  );
  const isEmpty = recent.datasets.length + recent.runs.length + recent.models.length === 0;
  return (
    <>
      <PageHeader
        title={team.name}
        meta={
          <>
            <span>{team.isPublic ? t("public") : t("private")}</span>
            <Badge tone={recent.workersOnline > 0 ? "done" : "neutral"}>
              {t("workers", { count: recent.workersOnline })}
            </Badge>
          </>
        }
        actions={!isEmpty && makeDataset}
      />
      {isEmpty ? (
        <EmptyState
          title={canMake ? t("startTitle") : t("visitorTitle")}
          example={<ChainExample />}
          action={makeDataset}
        >
          {canMake ? t("startBody") : t("visitorBody")}
        </EmptyState>
      ) : (
        <div className="grid gap-x-12 gap-y-10 pt-2 lg:grid-cols-2 2xl:grid-cols-3">
          <RecentDatasets slug={slug} datasets={recent.datasets} />
          <RecentRuns slug={slug} runs={recent.runs} />
          <RecentModels slug={slug} models={recent.models} />
        </div>
      )}
    </>
  );
}
