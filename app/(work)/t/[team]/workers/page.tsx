import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageData } from "@/app/_trpc/page-data";
import { caller } from "@/app/_trpc/server";
import { PageHeader } from "@/app/_ui/page-header";
import { settings } from "@/server/settings";
import { WorkerList } from "./_list/worker-list";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("workers");
  return { title: t("title") };
}

export default async function WorkersPage({ params }: { params: Promise<{ team: string }> }) {
  const { team } = await params;
  const t = await getTranslations("workers");
  const api = await caller();
  const [initial, me] = await Promise.all([pageData(api.workers.list({ team })), api.identity.me()]);
  return (
    <>
      <PageHeader title={t("title")} meta={t("intro")} />
      <WorkerList
        team={team}
        initial={initial}
        isAdmin={me.user?.isAdmin ?? false}
        serverUrl={settings().NEXTAUTH_URL}
      />
    </>
  );
}
