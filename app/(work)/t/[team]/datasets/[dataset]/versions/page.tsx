import { getTranslations } from "next-intl/server";
import { pageData } from "@/app/_trpc/page-data";
import { caller } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/empty-state";
import { LinkButton } from "@/app/_ui/link-button";
import { PageHeader } from "@/app/_ui/page-header";
import { roleAllows } from "@/lib/team-role";
import { VersionList } from "./_list/version-list";

type Params = Promise<{ team: string; dataset: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  const { team, dataset: slug } = await params;
  const t = await getTranslations("versions");
  const api = await caller();
  const dataset = await pageData(api.datasets.get({ team, dataset: slug }));
  return { title: t("of", { name: dataset.name }) };
}

export default async function VersionsPage({ params }: { params: Params }) {
  const { team, dataset: slug } = await params;
  const t = await getTranslations("versions");
  const datasetsT = await getTranslations("datasets");
  const api = await caller();
  const dataset = await pageData(api.datasets.get({ team, dataset: slug }));
  const versions = await pageData(api.versions.list({ team, dataset: slug }));
  const canManage = dataset.isMember && roleAllows(dataset.role, "maintainer");
  const home = `/t/${team}/datasets/${slug}`;
  const freeze = canManage && dataset.counts.images > 0 && (
    <LinkButton href={`${home}?open=freeze`} variant="primary">
      {t("freeze")}
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        crumbs={[
          { label: datasetsT("title"), href: `/t/${team}/datasets` },
          { label: dataset.name, href: home },
        ]}
        actions={versions.length > 0 && freeze}
      />
      {versions.length === 0 ? (
        <EmptyState
          title={t("empty")}
          example={<p className="font-mono text-xs">{t("emptyExample")}</p>}
          action={freeze}
        >
          {t("emptyBody")}
        </EmptyState>
      ) : (
        <VersionList team={team} dataset={slug} versions={versions} canTrain={canManage} />
      )}
    </>
  );
}
