import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageData } from "@/app/_trpc/page-data";
import { caller } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/empty-state";
import { LinkButton } from "@/app/_ui/link-button";
import { PageHeader } from "@/app/_ui/page-header";
import { ModelTable } from "./_list/model-table";

type Params = { params: Promise<{ team: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("models"))("title") };
}

export default async function ModelsPage({ params }: Params) {
  const { team } = await params;
  const t = await getTranslations("models");
  const api = await caller();
  const models = await pageData(api.models.list({ team }));
  return (
    <>
      <PageHeader
        title={t("title")}
        meta={models.length > 0 && <span>{t("count", { count: models.length })}</span>}
      />
      {models.length > 0 ? (
        <ModelTable team={team} models={models} />
      ) : (
        <EmptyState
          title={t("empty.title")}
          example={<p className="text-sm">{t("empty.example")}</p>}
          action={
            <LinkButton href={`/t/${team}/runs`} variant="primary">
              {t("empty.action")}
            </LinkButton>
          }
        >
          {t("empty.body")}
        </EmptyState>
      )}
    </>
  );
}
