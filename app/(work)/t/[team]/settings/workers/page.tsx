import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageData } from "@/app/_trpc/page-data";
import { caller } from "@/app/_trpc/server";
import { SettingsSection } from "@/app/_ui/settings-section";
import { TeamWorkerTokens } from "./team-worker-tokens";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("team.settings.nav"))("workers") };
}

export default async function WorkerTokensPage({ params }: { params: Promise<{ team: string }> }) {
  const { team: slug } = await params;
  const t = await getTranslations("team.settings.workers");
  const api = await caller();
  const tokens = await pageData(api.tokens.ofTeam({ team: slug }));
  return (
    <SettingsSection title={t("title")} lead={t("lead")}>
      <TeamWorkerTokens slug={slug} initial={tokens} />
    </SettingsSection>
  );
}
