import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageData } from "@/app/_trpc/page-data";
import { caller } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/empty-state";
import { LinkButton } from "@/app/_ui/link-button";
import { PageHeader } from "@/app/_ui/page-header";
import { roleAllows } from "@/lib/team-role";
import { BoardTable } from "./_list/board-table";
import { CreateBoard } from "./_list/create-board";

type Params = { params: Promise<{ team: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("boards"))("title") };
}

export default async function BoardsPage({ params }: Params) {
  const { team: slug } = await params;
  const t = await getTranslations("boards");
  const api = await caller();
  const [team, boards] = await Promise.all([
    pageData(api.teams.describe({ team: slug })),
    pageData(api.boards.list({ team: slug })),
  ]);
  const mayCreate = team.isMember && roleAllows(team.role, "maintainer");
  const versions = mayCreate ? await api.boards.versions({ team: slug }) : [];
  const create = versions.length > 0 && <CreateBoard team={slug} versions={versions} />;
  return (
    <>
      <PageHeader
        title={t("title")}
        meta={boards.length > 0 && <span>{t("count", { count: boards.length })}</span>}
        actions={boards.length > 0 && create}
      />
      {boards.length > 0 ? (
        <BoardTable team={slug} boards={boards} />
      ) : (
        <EmptyState
          title={t("empty.title")}
          example={<pre className="overflow-x-auto font-mono text-xs leading-5">{t("empty.example")}</pre>}
          action={
            create || (
              <LinkButton href={`/t/${slug}/datasets`} variant="primary">
                {t("empty.freeze")}
              </LinkButton>
            )
          }
        >
          {t("empty.body")}
        </EmptyState>
      )}
    </>
  );
}
