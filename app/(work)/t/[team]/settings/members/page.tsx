import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageData } from "@/app/_trpc/page-data";
import { caller } from "@/app/_trpc/server";
import { SettingsSection } from "@/app/_ui/settings-section";
import { roleAllows } from "@/lib/team-role";
import { Invites } from "./_parts/invites";
import { MemberTable } from "./_parts/member-table";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("team.settings.nav"))("members") };
}

export default async function MembersPage({ params }: { params: Promise<{ team: string }> }) {
  const { team: slug } = await params;
  const t = await getTranslations("team.settings");
  const api = await caller();
  const team = await pageData(api.teams.describe({ team: slug }));
  const isSteward = roleAllows(team.role, "maintainer");
  const [members, invites] = await Promise.all([
    pageData(api.teams.members({ team: slug })),
    isSteward ? pageData(api.teams.invites({ team: slug })) : null,
  ]);
  return (
    <>
      {invites && (
        <SettingsSection title={t("invites.title")} lead={t("invites.lead")}>
          <Invites slug={slug} role={team.role} initial={invites} />
        </SettingsSection>
      )}
      <section className="py-8 first-of-type:pt-0">
        <h2 className="mb-3 text-md font-semibold">{t("members.title")}</h2>
        <MemberTable slug={slug} role={team.role} initial={members} />
      </section>
    </>
  );
}
