import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageData } from "@/app/_trpc/page-data";
import { caller } from "@/app/_trpc/server";
import { TeamAudit } from "./team-audit";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("team.settings.nav"))("audit") };
}

export default async function AuditPage({ params }: { params: Promise<{ team: string }> }) {
  const { team: slug } = await params;
  const t = await getTranslations("team.settings.audit");
  const api = await caller();
  // Asked here only so that who may not see the log gets the page that says so.
  await pageData(api.audit.ofTeam({ team: slug }));
  return (
    <section>
      <h2 className="text-md font-semibold">{t("title")}</h2>
      <p className="mt-1 max-w-prose text-sm text-ink-soft">{t("lead")}</p>
      <TeamAudit slug={slug} />
    </section>
  );
}
