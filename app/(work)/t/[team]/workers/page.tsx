import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { pageData } from "@/app/_trpc/page-data";
import { caller } from "@/app/_trpc/server";
import { PageHeader } from "@/app/_ui/page-header";
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
        serverUrl={await addressOf()}
      />
    </>
  );
}

/** This server as the reader's browser reaches it, for the command that brings in another machine. */
async function addressOf(): Promise<string> {
  const sent = await headers();
  return `${sent.get("x-forwarded-proto") ?? "http"}://${sent.get("host") ?? "localhost:3000"}`;
}
